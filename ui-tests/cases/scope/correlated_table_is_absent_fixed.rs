//! 23. A correlated subquery in a query that does not have the table. Put right.

include!("../blog.rs");

pub fn main() {
    let written = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
    run(&from(users::table).filter(exists(written)));
}
