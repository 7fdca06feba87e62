//! 76. Columns loaded with related rows. Put right.

use aludel::prelude::*;

table! { #[derive(Clone)] pub struct Author in authors { #[primary_key(auto)] id: i64, name: String } }
table! {
    #[derive(Clone)]
    pub struct Book in books { #[primary_key(auto)] id: i64, #[references(authors::id)] author_id: i64, title: String }
}
schema! { pub Library: authors, books }

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Library::create_all(&engine).expect("creates the tables");
    let mut session = engine.session().expect("connects");
    session.load(from(books::table).with_one(books::author_id)).expect("loads");
}
