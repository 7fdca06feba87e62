//! 47. A delete that does not say which rows.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = delete(posts::table).execute(&mut db);
}
