//! 169. A column of another type assigned.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::age.set(users::name)).filter(users::id.eq(1)).execute(&mut connect());
}
