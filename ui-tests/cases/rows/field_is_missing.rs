//! 34. A row with a field that is not given.

include!("../blog.rs");

pub struct Line {
    pub title: String,
    pub score: i64,
}

fn main() {
    let _ = from(posts::table).select(row!(Line { title: posts::title }));
}
