//! 140. A question to an array, on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).filter(value(vec![1i64, 2]).has(users::id)).all(&mut db);
}
