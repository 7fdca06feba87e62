//! 84. A table that was not declared, in `#[references(..)]`. Put right.

include!("../blog.rs");

table! {
    pub struct Grade in grades { #[primary_key(auto)] id: i64, #[references(users::id)] user_id: i64 }
}

pub fn main() {
    let _ = from(grades::table).select(grades::user_id);
}
