//! 65. A function of text, of a number.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(substring(users::name, 1, 2)));
}
