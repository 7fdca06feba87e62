//! 68. A frame that ends before it starts.

include!("../blog.rs");

pub fn main() {
    let by_id = window().order_by(posts::id);
    run(&from(posts::table).select(sum(posts::score).over(by_id.rows(preceding(1), current_row()))));
}
