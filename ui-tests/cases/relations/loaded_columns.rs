//! 75. Columns loaded into a session.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(books::table).select(books::title));
}
