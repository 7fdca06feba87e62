//! 188. A comparison among assignments.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set((users::name.eq("Ann"), users::age.set(30))).filter(users::id.eq(1)).execute(&mut connect());
}
