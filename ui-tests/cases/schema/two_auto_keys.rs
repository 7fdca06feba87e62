//! 55. Two keys that the database makes.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[primary_key(auto)]
        number: i64,
    }
}

fn main() {
    let _ = from(tags::table).filter(tags::id.eq(1));
}
