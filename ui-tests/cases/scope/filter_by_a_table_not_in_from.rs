//! 16. A filter by a table that is not in FROM.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).filter(users::name.eq("Ann"));
}
