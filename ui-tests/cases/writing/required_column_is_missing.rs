//! 40. An insert without a required column.

include!("../blog.rs");

fn main() {
    let _ = new!(User { name: "Ann" });
}
