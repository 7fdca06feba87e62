//! 90. A nested query into a struct that was not declared by `row!`.

include!("../blog.rs");

struct Line {
    title: String,
}

fn main() {
    let _ = nested(from(posts::table).select(row!(Line { title: posts::title })));
}
