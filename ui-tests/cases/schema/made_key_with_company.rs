//! 145. A key that the database makes, and another column of the key.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[primary_key]
        number: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
