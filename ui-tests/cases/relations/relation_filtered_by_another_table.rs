//! 74. A relation filtered by a column of another table.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(authors::table).with_many(books::author_id.filtered(reviews::text.ne(""))));
}
