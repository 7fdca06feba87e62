//! 33. A window function in a filter.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).filter(rank().over(window().order_by(posts::score)).le(3));
}
