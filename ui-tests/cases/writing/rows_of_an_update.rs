//! 196. Rows of an UPDATE that gives none.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::age.set(30)).filter(users::id.eq(1)).all(&mut connect());
}
