//! 170. The proposed row outside of an upsert.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(proposed(users::name));
}
