//! 143. A column of an enum that is not declared for SQL.

include!("../blog.rs");

pub enum Kind {
    Red,
}

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        kind: Option<Kind>,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
