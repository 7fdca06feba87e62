//! 56. A table without a primary key. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
    }
}

pub fn main() {
    let _ = from(tags::table).filter(tags::id.eq(1));
}
