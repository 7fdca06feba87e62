//! 49. FOR UPDATE on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).for_update().all(&mut db);
}
