//! 140. An interval, on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).select(value(weeks(users::age))).all(&mut db);
}
