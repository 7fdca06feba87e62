//! 144. A key that the database makes, of text. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key]
        code: String,
        label: String,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
