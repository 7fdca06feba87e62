//! 35. A column read into a field of another type. Put right.

include!("../blog.rs");

row! {
    pub struct Line { title: String = posts::title, score: i64 = posts::score }
}

pub fn main() {
    run(&from(posts::table).select(Line::row()));
}
