//! 39. A shape whose column is NOT NULL, filled by an expression that can be NULL. Put right.

include!("../blog.rs");

shape! { pub summary { author_id: i64, biography: Option<String> } }

pub fn main() {
    let texts = from(users::table).select((users::id, users::bio));
    run(&with(summary::table, texts).query(from));
}
