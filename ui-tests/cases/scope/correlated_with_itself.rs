//! 24. A subquery that correlates with its own table.

include!("../blog.rs");

fn main() {
    let older = from(users::table).correlate(users::table).filter(users::age.gt(users::age));
    let _ = from(users::table).filter(exists(older));
}
