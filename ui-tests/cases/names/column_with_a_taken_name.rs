//! 182. A column with a name that the module of the table has for itself.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        table: i32,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
