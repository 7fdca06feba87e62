//! 69. A row in a session whose struct is not `Clone`.

include!("../library.rs");

table! {
    #[derive(Clone)]
    pub struct Tag in tags { #[primary_key(auto)] id: i64, label: String }
}

pub fn main() {
    let mut session = session();
    session.add(new!(Tag { label: "rust" }));
}
