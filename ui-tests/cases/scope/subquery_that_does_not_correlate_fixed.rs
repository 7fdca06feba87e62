//! 22. A column of the query around, in a subquery that does not correlate. Put right.

include!("../blog.rs");

pub fn main() {
    let written = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
    run(&from(users::table).filter(exists(written)));
}
