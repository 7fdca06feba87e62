//! 78. The key set in an UPDATE by key. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(posts::table).by_key([(1, posts::score.set(3))]));
}
