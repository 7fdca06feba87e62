//! 178. A reference to a table, not to its column.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(users)]
        user_id: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
