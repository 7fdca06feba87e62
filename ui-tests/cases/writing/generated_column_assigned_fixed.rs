//! 44. A generated column assigned. Put right.

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
schema! { pub Shop: items }

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Shop::create_all(&engine).expect("creates the table");
    let mut connection = engine.connect().expect("connects");
    insert(items::table).values(new!(Item { price: 2, quantity: 3 })).execute(&mut connection).expect("inserts");
    update(items::table).set(items::price.set(5)).filter(items::id.eq(1)).execute(&mut connection).expect("updates");
    assert_eq!(from(items::table).select(items::total).one(&mut connection).expect("is there"), 15);
}
