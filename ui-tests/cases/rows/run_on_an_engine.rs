//! 202. A query that is run on an engine.

include!("../blog.rs");

fn main() {
    let mut engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    let _ = from(users::table).all(&mut engine);
}
