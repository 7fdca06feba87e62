//! 63. Distinct rows sorted by terms that are gathered at run time. Put right.

include!("../blog.rs");

pub fn main() {
    let query = from(users::table).select(users::name).distinct();
    run(&query.order_by(users::name));
}
