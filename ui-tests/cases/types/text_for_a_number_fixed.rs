//! 7. Text compared with a number column. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::id.eq(1)));
}
