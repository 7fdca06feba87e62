//! 49. FOR UPDATE on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).all(&mut db);
}
