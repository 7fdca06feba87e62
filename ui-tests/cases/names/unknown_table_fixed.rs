//! 2. A table that was not declared. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table));
}
