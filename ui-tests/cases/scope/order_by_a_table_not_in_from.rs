//! 18. Sorted by a table that is not in FROM.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).order_by(users::name.desc());
}
