//! 52. ON CONFLICT on the backend that the URL names.

include!("../blog.rs");

fn main() {
    let engine = AnyEngine::open("sqlite::memory:").expect("opens");
    let upsert = insert(users::table).values(new!(User { name: "Ann", email: "a" })).on_conflict(users::email).do_nothing();
    let _ = upsert.execute(&mut engine.connect().expect("connects"));
}
