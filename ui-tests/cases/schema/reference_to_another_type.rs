//! 53. A foreign key to a column of another type.

include!("../blog.rs");

table! {
    pub struct Grade in grades {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        user: String,
    }
}

fn main() {
    let _ = from(grades::table).filter(grades::id.eq(1));
}
