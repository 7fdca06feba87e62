//! 3. A field that the row does not have, in `new!`.

include!("../blog.rs");

fn main() {
    let _ = new!(User { nmae: "Ann", email: "ann@example.org" });
}
