//! 143. A column of an enum that is not declared for SQL. Put right.

include!("../blog.rs");

sql_enum! { pub enum Kind { Red = "red" } }

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        kind: Option<Kind>,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
