//! 183. A column called by a word of Rust. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        r#type: i32,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
