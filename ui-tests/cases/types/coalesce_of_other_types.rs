//! 99. COALESCE of different types.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(coalesce(users::bio, users::age));
}
