//! 26. A column behind a left join, read into a field that is not `Option`. Put right.

include!("../blog.rs");

row! {
    pub struct Line { author: String = users::name, title: Option<String> = posts::title }
}

pub fn main() {
    let query = from(users::table).left_join(posts::table, posts::author_id.eq(users::id));
    run(&query.select(Line::row()));
}
