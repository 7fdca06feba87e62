//! 88. GROUPING SETS on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let authors = from(posts::table).group_by(posts::author_id).select((posts::author_id, count()));
    let all = from(posts::table).select((raw::<Option<i64>>("NULL"), count()));
    run(&authors.union_all(all));
}
