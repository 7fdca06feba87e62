//! 163. `None` of another type assigned. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::bio.set(None)).filter(users::id.eq(1)).execute(&mut connect());
}
