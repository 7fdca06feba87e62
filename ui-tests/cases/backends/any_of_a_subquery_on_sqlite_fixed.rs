//! 49. ANY of a subquery on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let best = from(posts::table).select(max(posts::score));
    run(&from(posts::table).filter(posts::score.eq(scalar(best))));
}
