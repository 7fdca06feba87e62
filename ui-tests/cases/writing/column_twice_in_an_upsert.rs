//! 43. A column assigned twice in an upsert.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table)
        .values(new!(User { name: "Ann", email: "a@example.org" }))
        .on_conflict(users::email)
        .do_update((users::name.set("Ann"), users::age.set(3), users::name.set("Anna")));
}
