//! 20. A join by a table that is not in FROM. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).join(posts::table, posts::author_id.eq(users::id));
}
