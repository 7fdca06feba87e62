//! 57. A handle of another table as a foreign key.

include!("../library.rs");

pub fn main() {
    let mut session = session();
    let author = session.add(new!(Author { name: "Ann" }));
    let book = session.add(new!(Book { author_id: author, title: "Hello" }));
    session.add(new!(Review { book_id: book, text: "Good" }));
    session.commit().unwrap();
}
