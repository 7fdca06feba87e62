//! 62. A limit in a correlated subquery behind IN, on MariaDB. Put right.

include!("../blog.rs");

pub fn main() {
    let best = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(posts::title);
    run(&from(users::table).filter(users::name.in_query(best)));
}
