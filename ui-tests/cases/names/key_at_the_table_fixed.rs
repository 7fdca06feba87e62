//! 180. A primary key at the table. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
