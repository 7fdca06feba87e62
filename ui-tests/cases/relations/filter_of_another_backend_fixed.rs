//! 77. A relation with a condition that the backend does not have. Put right.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    let like = books::title.like("a%");
    session.load(from(authors::table).with_many(books::author_id.filtered(like))).expect("loads");
}
