//! 83. Rows locked in a query with a window function.

include!("../blog.rs");

fn main() {
    let ranked = from(posts::table).select((posts::id, row_number().over(window().order_by(posts::score))));
    let _ = ranked.for_update();
}
