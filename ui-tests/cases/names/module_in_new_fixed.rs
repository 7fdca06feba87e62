//! 185. The module of a table, not its struct, in `new!`. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "" })));
}
