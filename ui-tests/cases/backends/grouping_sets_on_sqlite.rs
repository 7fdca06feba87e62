//! 88. GROUPING SETS on SQLite.

include!("../blog.rs");

use aludel::query::grouping_sets;

fn main() {
    let mut db = connect();
    let sets = grouping_sets((posts::author_id, posts::published), (posts::author_id, posts::published));
    let _ = from(posts::table).group_by(sets).select((posts::author_id, count())).all(&mut db);
}
