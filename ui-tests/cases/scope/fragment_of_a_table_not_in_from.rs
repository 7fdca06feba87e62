//! 25. A fragment used in a query that does not have its table.

include!("../blog.rs");

fn popular() -> On<posts::Table, impl Portable> {
    on(posts::score.gt(100))
}

fn main() {
    let _ = from(users::table).filter(popular());
}
