//! 182. A column with a name that the module of the table has for itself. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[name = "table"]
        table_number: i32,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
