//! 176. An attribute of another crate on a column. Put right.

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
