//! 154. A reference to the struct of a table, not to its module.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(User::id)]
        user_id: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
