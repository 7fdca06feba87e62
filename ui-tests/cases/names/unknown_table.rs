//! 2. A table that was not declared.

include!("../blog.rs");

fn main() {
    let _ = from(user::table);
}
