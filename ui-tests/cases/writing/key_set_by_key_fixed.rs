//! 78. The key set in an UPDATE by key. Put right.

include!("../blog.rs");

fn main() {
    execute(&update(posts::table).by_key([(1, posts::score.set(3))]));
}
