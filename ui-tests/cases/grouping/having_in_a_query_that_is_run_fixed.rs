//! 206. HAVING by a column that is not grouped, in a query that is run. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(posts::table)
        .group_by(posts::author_id)
        .having(max(posts::score).gt(1))
        .select(posts::author_id)
        .all(&mut connect());
}
