//! 28. NULL assigned to a column that is NOT NULL. Put right.

include!("../blog.rs");

pub fn main() {
    execute(&update(users::table).set(users::bio.set(None)).filter(users::id.eq(1)));
}
