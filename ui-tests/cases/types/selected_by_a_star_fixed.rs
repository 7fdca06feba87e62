//! 160. Everything selected by a star. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).all(&mut connect());
}
