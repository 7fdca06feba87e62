//! 56. A table without a primary key.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        id: i64,
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).filter(tags::id.eq(1));
}
