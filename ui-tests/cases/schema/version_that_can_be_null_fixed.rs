//! 153. A version that can be NULL. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[version]
        version: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
