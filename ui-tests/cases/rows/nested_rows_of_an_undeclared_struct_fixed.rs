//! 90. A nested query into a struct that was not declared by `row!`. Put right.

include!("../blog.rs");

row! { struct Line { title: String = posts::title } }

pub fn main() {
    let all = nested(from(posts::table).select(Line::row()));
    run(&from(users::table).select((users::name, all)));
}
