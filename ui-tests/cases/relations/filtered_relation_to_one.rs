//! 73. A condition on a relation to one row.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(reviews::table).with_one(reviews::book_id.filtered(reviews::text.ne(""))));
}
