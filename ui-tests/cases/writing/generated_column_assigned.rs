//! 44. A column that the database makes, assigned.

include!("../blog.rs");

fn main() {
    let _ = new!(User { id: 1, name: "Ann", email: "ann@example.org" });
}
