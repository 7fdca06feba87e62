//! 181. A CHECK of a table in Rust. Put right.

include!("../blog.rs");

table! {
    #[check("label > ''")]
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        label: String,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
