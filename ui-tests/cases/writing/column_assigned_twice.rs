//! 43. A column assigned twice.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set((users::name.set("Ann"), users::name.set("Anna"))).filter(users::id.eq(1));
}
