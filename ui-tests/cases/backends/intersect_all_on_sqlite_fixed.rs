//! 49. INTERSECT ALL on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).select(users::id).intersect(from(posts::table).select(posts::id)).all(&mut db);
}
