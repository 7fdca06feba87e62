//! 48. ILIKE on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).filter(users::name.like("a%")).all(&mut db);
}
