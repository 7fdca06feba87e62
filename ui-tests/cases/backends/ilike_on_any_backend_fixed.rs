//! 52. A construct that not all backends have, on the backend that the URL names. Put right.

include!("../blog.rs");

pub fn main() {
    let engine = AnyEngine::open("sqlite::memory:").unwrap();
    let mut db = engine.connect().unwrap();
    let _ = from(users::table).filter(users::name.like("a%")).all(&mut db);
}
