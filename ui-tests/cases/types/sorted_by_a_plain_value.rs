//! 60. Sorted by the number of a column.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).order_by(value(2));
}
