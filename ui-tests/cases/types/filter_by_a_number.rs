//! 13. A filter that is not a condition.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::age);
}
