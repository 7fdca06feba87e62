//! 146. A primary key that can be NULL.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key]
        code: Option<String>,
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
