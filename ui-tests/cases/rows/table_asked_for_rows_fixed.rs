//! 201. A table that is filtered by itself. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).filter(users::id.eq(1)).all(&mut connect());
}
