//! 44. A generated column given in `new!`.

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
    let _ = new!(Item { price: 2, quantity: 3, total: 6 });
}
