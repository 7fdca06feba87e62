//! 151. The moment as a default of text.

include!("../blog.rs");

table! {
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[default(now)]
        made: String,
    }
}

fn main() {
    let _ = from(tags::table).first(&mut connect());
}
