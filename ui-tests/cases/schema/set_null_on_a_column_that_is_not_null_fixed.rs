//! 152. `set_null` of a column that is NOT NULL. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = set_null)]
        user_id: Option<i64>,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
