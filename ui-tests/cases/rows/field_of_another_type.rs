//! 35. A column read into a field of another type.

include!("../blog.rs");

pub struct Line {
    pub title: String,
    pub score: i64,
}

fn main() {
    let _ = from(posts::table).select(row!(Line { title: posts::title, score: posts::published }));
}
