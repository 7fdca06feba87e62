//! 12. The sum of text.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(sum(users::name));
}
