//! 74. A relation filtered by a column of another table. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    session.load(from(authors::table).with_many(books::author_id.filtered(books::title.ne("")))).expect("loads");
}
