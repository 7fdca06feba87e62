//! 204. Text that is calculated with. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).select(users::age.add(1)).all(&mut connect());
}
