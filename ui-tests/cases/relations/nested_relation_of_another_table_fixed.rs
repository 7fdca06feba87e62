//! 72. A nested relation that does not begin where the first one ends. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(authors::table).with_many(books::author_id.with_many(reviews::book_id))).expect("loads");
}
