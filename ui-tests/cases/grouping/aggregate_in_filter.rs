//! 29. An aggregate in a filter.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).filter(count().gt(5));
}
