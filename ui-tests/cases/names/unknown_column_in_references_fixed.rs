//! 179. A column that the table does not have, in `#[references(..)]`. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        user_id: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
