//! 21. RETURNING a column of another table. Put right.

include!("../blog.rs");

pub fn main() {
    run(&delete(posts::table).filter(posts::id.eq(1)).returning(posts::title));
}
