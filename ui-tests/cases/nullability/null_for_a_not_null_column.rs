//! 28. NULL assigned to a column that is NOT NULL.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::name.set(None)).filter(users::id.eq(1));
}
