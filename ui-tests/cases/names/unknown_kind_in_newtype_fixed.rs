//! 82. A kind that `newtype!` does not have. Put right.

include!("../blog.rs");

newtype! { pub struct Cents(i64): number; }

pub fn main() {
    let _ = Cents(1);
}
