//! 204. Text that is calculated with.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(users::name.add(1)).all(&mut connect());
}
