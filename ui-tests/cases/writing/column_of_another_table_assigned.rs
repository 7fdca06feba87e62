//! 42. A column of another table assigned.

include!("../blog.rs");

fn main() {
    let _ = update(posts::table).set(users::name.set("Ann")).filter(posts::id.eq(1));
}
