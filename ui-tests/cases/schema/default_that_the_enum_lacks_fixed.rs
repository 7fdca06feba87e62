//! 150. A default that is no value of its enum. Put right.

include!("../blog.rs");

sql_enum! { pub enum State { Open = "open", Closed = "closed" } }

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default("closed")]
        state: State,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
