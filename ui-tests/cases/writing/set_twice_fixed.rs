//! 191. An UPDATE that sets twice. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set((users::name.set("Ann"), users::age.set(30))).filter(users::id.eq(1)).execute(&mut connect());
}
