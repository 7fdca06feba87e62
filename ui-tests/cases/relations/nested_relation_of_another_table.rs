//! 72. A nested relation that does not begin where the first one ends.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(authors::table).with_many(books::author_id.with_many(books::author_id)));
}
