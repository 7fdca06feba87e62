//! 82. GROUPING SETS of a column that is not listed.

include!("../blog.rs");

use aludel::query::grouping_sets;

fn main() {
    let _ = from(posts::table).group_by(grouping_sets(posts::author_id, (posts::author_id, posts::published)));
}
