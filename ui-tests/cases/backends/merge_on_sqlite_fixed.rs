//! 49. MERGE on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let writers = from(posts::table).select(posts::author_id);
    execute(&delete(users::table).filter(users::id.in_query(writers)));
}
