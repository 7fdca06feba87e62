//! 99. COALESCE of different types. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(coalesce(users::bio, users::name)));
}
