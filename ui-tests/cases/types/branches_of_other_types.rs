//! 99. A CASE whose branches have different types.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(case(users::age.gt(17), users::name).otherwise(users::age));
}
