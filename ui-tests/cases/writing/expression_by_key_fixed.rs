//! 79. An expression in an UPDATE by key. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(posts::table).set(posts::score.set(posts::score.add(1))).filter(posts::id.eq(1)));
}
