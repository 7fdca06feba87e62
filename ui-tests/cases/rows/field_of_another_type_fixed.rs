//! 35. A column read into a field of another type. Put right.

include!("../blog.rs");

pub struct Line {
    pub title: String,
    pub score: i64,
}

fn main() {
    run(&from(posts::table).select(row!(Line { title: posts::title, score: posts::score })));
}
