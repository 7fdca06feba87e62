//! 42. A column of another table assigned. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1)));
}
