//! 175. An event that a foreign key does not have. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
        #[references(users::id, on_delete = cascade)]
        user_id: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
