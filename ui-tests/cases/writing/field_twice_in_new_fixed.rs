//! 43. A field given twice in `new!`. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org", bio: "Anna" })));
}
