//! 8. Two columns of different types compared. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).filter(users::email.eq(users::name)));
}
