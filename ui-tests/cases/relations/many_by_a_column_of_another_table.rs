//! 70. Rows loaded with many of a table that does not refer to them.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(authors::table).with_many(reviews::book_id));
}
