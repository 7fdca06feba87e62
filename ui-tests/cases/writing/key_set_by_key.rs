//! 78. The key set in an UPDATE by key.

include!("../blog.rs");

fn main() {
    let _ = update(posts::table).by_key([(1, (posts::id.set(2), posts::score.set(3)))]);
}
