//! 144. A key that the database makes, of text.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        code: String,
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
