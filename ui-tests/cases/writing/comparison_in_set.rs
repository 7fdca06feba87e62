//! 187. A comparison where something is set.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::name.eq("Ann")).filter(users::id.eq(1)).execute(&mut connect());
}
