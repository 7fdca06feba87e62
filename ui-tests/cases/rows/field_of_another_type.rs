//! 35. A column read into a field of another type.

include!("../blog.rs");

row! {
    pub struct Line { title: String = posts::title, score: i64 = posts::published }
}

fn main() {
    let _ = from(posts::table).select(Line::row());
}
