//! 198. An INSERT without rows.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).execute(&mut connect());
}
