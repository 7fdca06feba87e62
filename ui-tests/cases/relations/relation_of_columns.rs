//! 66. Columns loaded with related rows.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(books::table).select(books::title).with_one(books::author_id));
}
