//! 199. A query that is executed. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).filter(users::id.eq(1)).all(&mut connect());
}
