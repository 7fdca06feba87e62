//! 71. Rows loaded with one by a column that is no foreign key. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(reviews::table).with_one(reviews::book_id)).expect("loads");
}
