//! 172. An aggregate of distinct values over a window.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).select(aludel::expr::count_distinct(posts::title).over(partition_by(posts::author_id)));
}
