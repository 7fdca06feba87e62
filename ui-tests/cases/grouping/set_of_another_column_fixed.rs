//! 82. GROUPING SETS of a column that is not listed. Put right.

include!("../blog.rs");

use aludel::{query::grouping_sets, sql::PostgreSQL, sql::text_of};

pub fn main() {
    let sets = grouping_sets((posts::author_id, posts::published), (posts::author_id, posts::published));
    let query = from(posts::table).group_by(sets).select((posts::author_id, posts::published, count()));
    assert!(text_of::<PostgreSQL, _>(&query).contains("GROUPING SETS"));
}
