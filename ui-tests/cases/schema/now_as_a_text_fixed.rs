//! 151. The moment as a default of text. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default("once")]
        made: String,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
