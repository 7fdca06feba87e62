//! 11. A pattern for an integer.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::age.like("4%"));
}
