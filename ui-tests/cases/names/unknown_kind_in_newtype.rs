//! 82. A kind that `newtype!` does not have.

include!("../blog.rs");

newtype! { pub struct Cents(i64): numeric; }

fn main() {
    let _ = from(users::table).select(users::name);
}
