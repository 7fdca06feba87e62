//! 66. A part of something that is no date.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(substring(users::name, 1, 4)));
}
