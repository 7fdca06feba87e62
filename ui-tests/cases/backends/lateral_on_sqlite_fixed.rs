//! 49. LATERAL on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let top = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(max(posts::score));
    let _ = from(users::table).select((users::id, scalar(top))).all(&mut db);
}
