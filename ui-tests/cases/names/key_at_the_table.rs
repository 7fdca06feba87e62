//! 180. A primary key at the table.

include!("../blog.rs");

table! {
    #[primary_key(id, label)]
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
