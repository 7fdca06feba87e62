//! 162. `Some` text assigned. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })).execute(&mut connect());
}
