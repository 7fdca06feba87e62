//! 43. A column assigned twice in an upsert. Put right.

include!("../blog.rs");

pub fn main() {
    let upsert = insert(users::table)
        .values(new!(User { name: "Ann", email: "a@example.org" }))
        .on_conflict(users::email)
        .do_update((users::name.set("Ann"), users::age.set(3)));
    execute(&upsert);
}
