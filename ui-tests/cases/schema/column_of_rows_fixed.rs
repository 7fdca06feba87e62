//! 92. A column of rows. Put right.

include!("../blog.rs");

table! {
    pub struct Page in pages {
        #[primary_key]
        id: i64,
        lines: aludel::value::Json<Vec<(i64, String)>>,
    }
}

pub fn main() {
    let _ = from(pages::table).filter(pages::id.eq(1));
}
