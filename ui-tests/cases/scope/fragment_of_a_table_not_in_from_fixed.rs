//! 25. A fragment used in a query that does not have its table. Put right.

include!("../blog.rs");

fn popular() -> On<posts::Table, impl Portable> {
    on(posts::score.gt(100))
}

pub fn main() {
    run(&from(posts::table).filter(popular()));
}
