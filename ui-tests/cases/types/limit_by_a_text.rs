//! 99. A limit that is text.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).limit("10");
}
