//! 96. A conflict on a column that is not unique.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table)
        .values(new!(User { name: "Ann", email: "a@example.org" }))
        .on_conflict(users::name)
        .do_nothing();
}
