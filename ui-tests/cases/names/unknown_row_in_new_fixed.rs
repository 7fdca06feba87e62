//! 85. A row that was not declared, in `new!`. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" }));
}
