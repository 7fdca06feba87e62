//! 68. A frame that ends before it starts.

include!("../blog.rs");

fn main() {
    let by_id = window().order_by(posts::id);
    let _ = from(posts::table).select(sum(posts::score).over(by_id.rows(current_row(), preceding(1))));
}
