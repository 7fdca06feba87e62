//! 198. An INSERT without rows. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).execute(&mut connect());
}
