//! 189. A column and a value where something is set. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1)).execute(&mut connect());
}
