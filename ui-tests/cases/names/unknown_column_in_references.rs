//! 179. A column that the table does not have, in `#[references(..)]`.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[references(users::ident)]
        user_id: i64,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
