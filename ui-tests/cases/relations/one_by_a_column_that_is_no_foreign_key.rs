//! 71. Rows loaded with one by a column that is no foreign key.

include!("../library.rs");

fn main() {
    let mut session = session();
    let _ = session.load(from(reviews::table).with_one(reviews::text));
}
