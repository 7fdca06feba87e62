//! 17. A selected column of a table that is not in FROM. Put right.

include!("../blog.rs");

pub fn main() {
    let query = from(posts::table).join(users::table, posts::author_id.eq(users::id));
    run(&query.select((posts::title, users::name)));
}
