//! 166. A conflict on a column of another table.

include!("../blog.rs");

fn main() {
    let new = new!(User { name: "Ann", email: "ann@example.org" });
    let _ = insert(users::table).values(new).on_conflict(posts::id).do_nothing().execute(&mut connect());
}
