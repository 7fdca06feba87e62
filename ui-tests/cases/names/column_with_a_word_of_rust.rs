//! 183. A column called by a word of Rust.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        type: i32,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
