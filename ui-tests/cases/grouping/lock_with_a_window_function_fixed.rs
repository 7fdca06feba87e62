//! 83. Rows locked in a query with a window function. Put right.

include!("../blog.rs");

use aludel::sql::{PostgreSQL, text_of};

pub fn main() {
    let rows = from(posts::table).order_by(posts::score).select(posts::id);
    assert!(text_of::<PostgreSQL, _>(&rows.for_update()).ends_with("FOR UPDATE"));
}
