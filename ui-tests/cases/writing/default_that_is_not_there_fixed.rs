//! 168. A value that may be missing, for a column without a default. Put right.

include!("../blog.rs");

pub fn main() {
    let score = Some(7);
    let _ = insert(posts::table).values(new!(Post { author_id: 1, title: "Hello", score: or_default(score) }));
}
