//! 66. A part of something that is no date.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(extract(unit::Year, users::name));
}
