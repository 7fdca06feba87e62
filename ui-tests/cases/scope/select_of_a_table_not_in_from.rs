//! 17. A selected column of a table that is not in FROM.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).select((posts::title, users::name));
}
