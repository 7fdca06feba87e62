//! 99. A limit that is text. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).limit(10));
}
