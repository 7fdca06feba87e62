//! 100. A row looked for by a key of another type. Put right.

include!("../blog.rs");

table! {
    #[derive(Clone)]
    pub struct Author in authors { #[primary_key(auto)] id: i64, name: String }
}
schema! { pub Authors: authors }

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Authors::create_all(&engine).expect("creates the table");
    let mut session = engine.session().expect("connects");
    assert!(session.get::<Author>(1).expect("looks").is_none());
}
