//! 197. Rows of a DELETE that gives none. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = delete(users::table).filter(users::id.eq(1)).returning(users::id).all(&mut connect());
}
