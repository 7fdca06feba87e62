//! 194. A conflict without what to do then.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).on_conflict(users::email).execute(&mut connect());
}
