//! 92. A column of rows.

include!("../blog.rs");

table! {
    pub struct Page in pages {
        #[primary_key]
        id: i64,
        lines: Vec<(i64, String)>,
    }
}

fn main() {}
