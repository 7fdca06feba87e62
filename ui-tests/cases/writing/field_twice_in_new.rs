//! 43. A field given twice in `new!`.

include!("../blog.rs");

fn main() {
    let _ = new!(User { name: "Ann", email: "ann@example.org", name: "Anna" });
}
