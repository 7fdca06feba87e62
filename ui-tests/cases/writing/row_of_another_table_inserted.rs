//! 165. A row of another table inserted.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(Post { author_id: 1, title: "Hello" })).execute(&mut connect());
}
