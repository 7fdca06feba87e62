//! 141. What only arrays and ranges can be asked, of text. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::name.contains("Ann")));
}
