//! 41. A value of the wrong type assigned. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&insert(users::table).values(new!(User { name: "42", email: "ann@example.org" })));
}
