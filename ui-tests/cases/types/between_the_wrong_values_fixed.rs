//! 99. BETWEEN values of another type. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::age.between(1, 9)));
}
