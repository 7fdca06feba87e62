//! 55. Two keys that the database makes. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[unique]
        number: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).filter(tags::id.eq(1));
}
