//! 140. A question to an array, on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = from(users::table).filter(users::id.in_list([1, 2])).all(&mut db);
}
