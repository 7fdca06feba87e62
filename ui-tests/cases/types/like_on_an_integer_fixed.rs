//! 11. A pattern for an integer. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::name.like("A%")));
}
