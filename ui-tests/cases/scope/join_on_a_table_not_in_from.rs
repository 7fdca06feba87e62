//! 20. A join by a table that is not in FROM.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).join(posts::table, posts::id.eq(comments::post_id));
}
