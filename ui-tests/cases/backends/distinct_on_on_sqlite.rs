//! 49. DISTINCT ON on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(posts::table).distinct_on(posts::author_id).all(&mut db);
}
