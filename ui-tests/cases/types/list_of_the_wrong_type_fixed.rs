//! 14. A list of text for a number column. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::id.in_list([1, 2])));
}
