//! 164. An UPDATE that sets nothing, run. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table).set(users::bio.set(None)).filter(users::id.eq(1)).execute(&mut connect());
}
