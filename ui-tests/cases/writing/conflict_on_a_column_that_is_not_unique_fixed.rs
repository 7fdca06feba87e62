//! 96. A conflict on a column that is not unique. Put right.

include!("../blog.rs");

pub fn main() {
    let upsert = insert(users::table)
        .values(new!(User { name: "Ann", email: "a@example.org" }))
        .on_conflict(users::email)
        .do_nothing();
    execute(&upsert);
}
