//! 22. A column of the query around, in a subquery that does not correlate.

include!("../blog.rs");

fn main() {
    let written = from(posts::table).filter(posts::author_id.eq(users::id));
    let _ = from(users::table).filter(exists(written));
}
