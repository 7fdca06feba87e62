//! 196. Rows of an UPDATE that gives none. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::age.set(30)).filter(users::id.eq(1)).returning(users::id).all(&mut connect());
}
