//! 148. A default of another type.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default("0")]
        number: i32,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
