//! 162. `Some` text assigned.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(User { name: Some("Ann"), email: "ann@example.org" })).execute(&mut connect());
}
