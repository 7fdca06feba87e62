//! 23. A correlated subquery in a query that does not have the table.

include!("../blog.rs");

fn main() {
    let written = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
    let _ = from(comments::table).filter(exists(written));
}
