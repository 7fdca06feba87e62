//! 174. An action that a foreign key does not have.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
        #[references(users::id, on_delete = cascde)]
        user_id: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
