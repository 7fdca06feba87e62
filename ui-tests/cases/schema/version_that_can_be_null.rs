//! 153. A version that can be NULL.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[version]
        version: Option<i64>,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
