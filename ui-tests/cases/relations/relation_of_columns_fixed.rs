//! 66. Columns loaded with related rows. Put right.

include!("../library.rs");

fn main() {
    let mut session = session();
    session.load(from(books::table).with_one(books::author_id)).expect("loads");
}
