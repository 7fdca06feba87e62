//! 156. A primary key that is written otherwise.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(autoincrement)]
        id: i64,
        label: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
