//! 97. An insert of defaults into a table with a required column.

include!("../blog.rs");

table! {
    pub struct Note in notes { #[primary_key(auto)] id: i64, text: String }
}

fn main() {
    let _ = insert(notes::table).default_values();
}
