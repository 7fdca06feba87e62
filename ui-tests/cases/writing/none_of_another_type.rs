//! 163. `None` of another type assigned.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::bio.set(None::<&str>)).filter(users::id.eq(1)).execute(&mut connect());
}
