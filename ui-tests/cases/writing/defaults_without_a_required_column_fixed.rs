//! 97. An insert of defaults into a table with a required column. Put right.

include!("../blog.rs");

table! {
    pub struct Note in notes { #[primary_key(auto)] id: i64, text: Option<String> }
}
schema! { pub Notes: notes }

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Notes::create_all(&engine).expect("creates the table");
    insert(notes::table).default_values().execute(&mut engine.connect().expect("connects")).expect("inserts");
}
