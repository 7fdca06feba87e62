//! 202. A query that is run on an engine. Put right.

include!("../blog.rs");

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    let _ = from(users::table).all(&mut engine.connect().expect("connects"));
}
