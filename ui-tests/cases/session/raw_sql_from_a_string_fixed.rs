//! 59. Raw SQL from a `String`. Put right.

include!("../blog.rs");

pub fn main() {
    let name = "Ann";
    run(&sql::<i64>("SELECT id FROM users WHERE name = ?").bind(name));
}
