//! 33. A window function in a filter.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).select((posts::title, rank().over(window().order_by(posts::score)))));
}
