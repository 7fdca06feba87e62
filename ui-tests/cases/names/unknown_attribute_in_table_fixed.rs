//! 4. An attribute that a column cannot have, in `table!`. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[unique]
        label: String,
    }
}

pub fn main() {
    let _ = from(tags::table).filter(tags::label.eq("sql"));
}
