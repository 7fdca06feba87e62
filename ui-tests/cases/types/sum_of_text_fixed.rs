//! 12. The sum of text. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(sum(users::age)));
}
