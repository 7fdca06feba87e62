//! 40. An insert without a required column. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })));
}
