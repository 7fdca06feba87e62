//! 21. RETURNING a column of another table.

include!("../blog.rs");

fn main() {
    let _ = delete(posts::table).filter(posts::id.eq(1)).returning(users::name);
}
