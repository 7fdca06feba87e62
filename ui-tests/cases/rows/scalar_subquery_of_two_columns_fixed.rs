//! 37. A scalar subquery with two columns. Put right.

include!("../blog.rs");

pub fn main() {
    let best = from(posts::table).select(max(posts::score));
    run(&from(users::table).select((users::name, scalar(best))));
}
