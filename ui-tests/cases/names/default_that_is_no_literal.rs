//! 173. A default that is a variant of an enum.

include!("../blog.rs");

sql_enum! { pub enum State { Open = "open", Closed = "closed" } }

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default(State::Open)]
        state: State,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
