//! 14. A list of text for a number column.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::id.in_list(["1", "2"]));
}
