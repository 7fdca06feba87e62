//! 53. A foreign key to a column of another type. Put right.

include!("../blog.rs");

table! {
    pub struct Grade in grades {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        user: i64,
    }
}

pub fn main() {
    let _ = from(grades::table).filter(grades::id.eq(1));
}
