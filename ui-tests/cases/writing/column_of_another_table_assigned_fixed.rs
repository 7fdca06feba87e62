//! 42. A column of another table assigned. Put right.

include!("../blog.rs");

fn main() {
    execute(&update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1)));
}
