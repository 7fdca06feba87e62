//! 41. A value of the wrong type assigned.

include!("../blog.rs");

fn main() {
    let _ = new!(User { name: 42, email: "ann@example.org" });
}
