//! 3. A field that the row does not have, in `new!`. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })));
}
