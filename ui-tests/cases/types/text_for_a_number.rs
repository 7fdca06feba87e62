//! 7. Text compared with a number column.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::id.eq("x"));
}
