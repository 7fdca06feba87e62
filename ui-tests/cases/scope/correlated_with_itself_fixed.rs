//! 24. A subquery that correlates with its own table. Put right.

include!("../blog.rs");

pub fn main() {
    alias!(users as others);
    let older = from(others::table).correlate(users::table).filter(others::age.gt(users::age));
    run(&from(users::table).filter(exists(older)));
}
