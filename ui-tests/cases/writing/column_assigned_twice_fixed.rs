//! 43. A column assigned twice. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(users::table).set((users::name.set("Ann"), users::bio.set("Anna"))).filter(users::id.eq(1)));
}
