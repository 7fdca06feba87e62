//! 44. A generated column assigned.

include!("../blog.rs");

table! {
    pub struct Item in items {
        #[primary_key(auto)]
        id: i64,
        price: i64,
        quantity: i64,
        #[generated("price * quantity")]
        total: i64,
    }
}

fn main() {
    let _ = update(items::table).set(items::total.set(5)).filter(items::id.eq(1));
}
