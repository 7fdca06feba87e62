//! 165. A row of another table inserted. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(posts::table).values(new!(Post { author_id: 1, title: "Hello" })).execute(&mut connect());
}
