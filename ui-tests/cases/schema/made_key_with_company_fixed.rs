//! 145. A key that the database makes, and another column of the key. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key]
        id: i64,
        #[primary_key]
        number: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
