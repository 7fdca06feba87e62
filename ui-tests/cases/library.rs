// Tables of a session: books by authors, with reviews and tags.

pub use aludel::prelude::*;

table! {
    #[derive(Clone)]
    pub struct Author in authors { #[primary_key(auto)] id: i64, name: String }
}

table! {
    #[derive(Clone)]
    pub struct Book in books {
        #[primary_key(auto)]
        id: i64,
        #[references(authors::id)]
        author_id: i64,
        title: String,
    }
}

table! {
    #[derive(Clone)]
    pub struct Review in reviews { #[primary_key(auto)] id: i64, #[references(books::id)] book_id: i64, text: String }
}

schema! { pub Library: authors, books, reviews }

/// A session on a database of empty tables.
pub fn session() -> Session<Sqlite> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Library::create_all(&engine).expect("creates the tables");
    engine.session().expect("connects")
}
