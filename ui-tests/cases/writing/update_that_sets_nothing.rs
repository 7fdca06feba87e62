//! 45. An update that sets nothing.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).filter(users::id.eq(1));
}
