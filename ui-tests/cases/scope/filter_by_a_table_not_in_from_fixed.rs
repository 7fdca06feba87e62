//! 16. A filter by a table that is not in FROM. Put right.

include!("../blog.rs");

pub fn main() {
    let query = from(posts::table).join(users::table, posts::author_id.eq(users::id));
    run(&query.filter(users::name.eq("Ann")));
}
