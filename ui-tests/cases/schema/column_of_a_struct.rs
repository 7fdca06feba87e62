//! 142. A column of a type that is no value.

include!("../blog.rs");

pub struct Size {
    pub wide: i64,
}

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        size: Size,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
