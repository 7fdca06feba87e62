//! 70. Rows loaded with many of a table that does not refer to them. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(authors::table).with_many(books::author_id.with_many(reviews::book_id))).expect("loads");
}
