//! 194. A conflict without what to do then. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).on_conflict(users::email).do_nothing().execute(&mut connect());
}
