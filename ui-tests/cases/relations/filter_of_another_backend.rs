//! 77. A relation with a condition that the backend does not have.

include!("../library.rs");

fn main() {
    let mut session = session();
    let like = books::title.ilike("a%");
    let _ = session.load(from(authors::table).with_many(books::author_id.filtered(like)));
}
