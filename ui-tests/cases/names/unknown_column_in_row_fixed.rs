//! 6. A column that the table does not have, in `row!`. Put right.

include!("../blog.rs");

row! {
    pub struct Line { title: String = posts::title, author: String = users::name }
}

pub fn main() {
    let query = from(posts::table).join(users::table, posts::author_id.eq(users::id)).select(Line::row());
    run(&query);
}
