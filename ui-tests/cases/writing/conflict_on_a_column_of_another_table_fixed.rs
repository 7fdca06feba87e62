//! 166. A conflict on a column of another table. Put right.

include!("../blog.rs");

pub fn main() {
    let new = new!(User { name: "Ann", email: "ann@example.org" });
    let _ = insert(users::table).values(new).on_conflict(users::id).do_nothing().execute(&mut connect());
}
