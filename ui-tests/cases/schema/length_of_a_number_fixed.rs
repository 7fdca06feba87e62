//! 147. The longest text of a number. Put right.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[max_len(5)]
        number: String,
    }
}

pub fn main() {
    let _ = from(tags::table).first(&mut connect());
}
