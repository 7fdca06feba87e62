//! 49. DISTINCT ON on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(posts::table).group_by(posts::author_id).select((posts::author_id, max(posts::score))).all(&mut db);
}
