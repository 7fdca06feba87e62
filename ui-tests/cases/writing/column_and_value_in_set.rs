//! 189. A column and a value where something is set.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set((users::name, "Ann")).filter(users::id.eq(1)).execute(&mut connect());
}
