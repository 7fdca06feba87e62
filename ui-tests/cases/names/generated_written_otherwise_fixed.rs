//! 177. A generated column whose expression is Rust. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[generated("id * 2")]
        twice: i64,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
