//! 99. A CASE whose branches have different types. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select(case(users::age.gt(17), users::name).otherwise("a child")));
}
