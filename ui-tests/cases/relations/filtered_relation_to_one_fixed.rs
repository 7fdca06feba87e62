//! 73. A condition on a relation to one row. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(books::table).with_many(reviews::book_id.filtered(reviews::text.ne("")))).expect("loads");
}
