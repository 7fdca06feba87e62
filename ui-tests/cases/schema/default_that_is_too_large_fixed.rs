//! 149. A default that its column cannot hold. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default(70000)]
        number: i32,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
