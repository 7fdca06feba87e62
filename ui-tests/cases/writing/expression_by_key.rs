//! 79. An expression in an UPDATE by key.

include!("../blog.rs");

fn main() {
    let _ = update(posts::table).by_key([(1, posts::score.set(posts::score.add(1)))]);
}
