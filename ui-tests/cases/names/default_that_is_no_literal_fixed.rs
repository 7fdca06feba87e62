//! 173. A default that is a variant of an enum. Put right.

include!("../blog.rs");

sql_enum! { pub enum State { Open = "open", Closed = "closed" } }

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default("open")]
        state: State,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
