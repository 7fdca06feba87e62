//! 1. A column that the table does not have. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(users::name));
}
