//! 80. A key of another type in an UPDATE by key.

include!("../blog.rs");

fn main() {
    let _ = update(posts::table).by_key([("one", posts::score.set(3))]);
}
