//! 49. INTERSECT ALL on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).select(users::id).intersect_all(from(posts::table).select(posts::id)).all(&mut db);
}
