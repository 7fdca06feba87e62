//! 200. A query that is loaded, as in Diesel. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).all(&mut connect());
}
