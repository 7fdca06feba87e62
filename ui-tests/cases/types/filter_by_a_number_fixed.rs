//! 13. A filter that is not a condition. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::age.gt(17)));
}
