//! 48. A function that SQLite does not have.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).select(replace(users::name, "a", "")).all(&mut db);
}
