//! 48. ILIKE on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).filter(users::name.ilike("a%")).all(&mut db);
}
