//! 15. A comparison with `None`. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::bio.is_null()));
}
