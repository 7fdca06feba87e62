//! 197. Rows of a DELETE that gives none.

include!("../blog.rs");

fn main() {
    let _ = delete(users::table).filter(users::id.eq(1)).all(&mut connect());
}
