//! 169. A column of another type assigned. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::name.set(users::email)).filter(users::id.eq(1)).execute(&mut connect());
}
