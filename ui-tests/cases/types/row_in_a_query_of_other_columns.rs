//! 91. A row looked for in a query of other columns.

include!("../blog.rs");

fn main() {
    let written = from(posts::table).select((posts::author_id, posts::score));
    let _ = from(users::table).filter((users::id, users::name).in_query(written));
}
