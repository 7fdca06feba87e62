//! 49. LATERAL on SQLite.

include!("../blog.rs");

shape! { pub best { score: i64 } }

fn main() {
    let mut db = connect();
    let top = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(posts::score);
    let _ = from(users::table).cross_join_lateral(best::table, top).select(best::score).all(&mut db);
}
