//! 65. A function of text, of a number.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(substring(users::age, 1, 2));
}
