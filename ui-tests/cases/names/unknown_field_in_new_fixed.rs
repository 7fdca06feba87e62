//! 3. A field that the row does not have, in `new!`. Put right.

include!("../blog.rs");

fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })));
}
