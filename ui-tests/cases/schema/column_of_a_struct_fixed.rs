//! 142. A column of a type that is no value. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        wide: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
