//! 5. The same column twice in `table!`. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
        colour: String,
    }
}

pub fn main() {
    let _ = from(tags::table).filter(tags::label.eq("sql"));
}
