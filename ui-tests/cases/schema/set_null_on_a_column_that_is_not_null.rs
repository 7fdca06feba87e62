//! 152. `set_null` of a column that is NOT NULL.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = set_null)]
        user_id: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
