//! 34. A row with a field that is not given. Put right.

include!("../blog.rs");

pub struct Line {
    pub title: String,
    pub score: i64,
}

pub fn main() {
    run(&from(posts::table).select(row!(Line { title: posts::title, score: posts::score })));
}
