//! 91. A row looked for in a query of other columns. Put right.

include!("../blog.rs");

pub fn main() {
    let written = from(posts::table).select((posts::author_id, posts::title));
    run(&from(users::table).filter((users::id, users::name).in_query(written)));
}
