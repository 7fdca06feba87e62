//! 67. A rank in a window without an order.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).select(rank().over(partition_by(posts::author_id).order_by(posts::score))));
}
