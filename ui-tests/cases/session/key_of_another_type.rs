//! 100. A row looked for by a key of another type.

include!("../blog.rs");

table! {
    #[derive(Clone)]
    pub struct Author in authors { #[primary_key(auto)] id: i64, name: String }
}
schema! { pub Authors: authors }

fn main() {
    let mut session = Engine::<Sqlite>::open("sqlite::memory:").expect("opens").session().expect("connects");
    let _ = session.get::<Author>("Ann");
}
