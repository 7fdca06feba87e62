//! 140. An interval, on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).select(users::age.mul(7)).all(&mut db);
}
