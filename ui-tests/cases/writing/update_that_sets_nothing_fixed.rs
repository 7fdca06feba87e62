//! 45. An update that sets nothing. Put right.

include!("../blog.rs");

fn main() {
    execute(&update(users::table).set(users::bio.set(None)).filter(users::id.eq(1)));
}
