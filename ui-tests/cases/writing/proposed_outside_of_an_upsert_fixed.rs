//! 170. The proposed row outside of an upsert. Put right.

include!("../blog.rs");

pub fn main() {
    let ann = new!(User { name: "Ann", email: "ann@example.org" });
    let _ = insert(users::table).values(ann).on_conflict(users::email).do_update(users::name.set(proposed(users::name)));
}
