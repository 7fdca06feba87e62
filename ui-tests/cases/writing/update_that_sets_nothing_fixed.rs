//! 45. An update that sets nothing. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(users::table).set(users::bio.set(None)).filter(users::id.eq(1)));
}
