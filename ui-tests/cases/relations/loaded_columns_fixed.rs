//! 75. Columns loaded into a session. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(books::table)).expect("loads");
}
