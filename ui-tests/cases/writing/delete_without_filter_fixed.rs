//! 47. A delete that does not say which rows. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = delete(posts::table).filter(posts::id.eq(1)).execute(&mut db);
}
