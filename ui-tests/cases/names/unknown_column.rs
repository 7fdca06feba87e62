//! 1. A column that the table does not have.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(users::nmae);
}
