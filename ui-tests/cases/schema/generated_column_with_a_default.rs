//! 93. A generated column with a default.

include!("../blog.rs");

table! {
    pub struct Item in items {
        #[primary_key(auto)]
        id: i64,
        price: i64,
        #[generated("price * 2"), default(0)]
        twice: i64,
    }
}

fn main() {
    let _ = from(items::table).filter(items::twice.gt(5));
}
