//! 54. A foreign key to a column that is neither a key nor unique. Put right.

include!("../blog.rs");

table! {
    pub struct Grade in grades {
        #[primary_key(auto)]
        id: i64,
        #[references(users::email)]
        user: String,
    }
}

pub fn main() {
    let _ = from(grades::table).filter(grades::id.eq(1));
}
