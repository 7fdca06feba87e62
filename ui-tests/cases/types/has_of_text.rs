//! 141. What only arrays and ranges can be asked, of text.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::name.has("Ann"));
}
