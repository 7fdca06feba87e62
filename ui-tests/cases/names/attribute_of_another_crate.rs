//! 176. An attribute of another crate on a column.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[serde(skip)]
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
