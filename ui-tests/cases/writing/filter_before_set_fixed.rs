//! 190. An UPDATE that is filtered before it sets something. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1)).execute(&mut connect());
}
