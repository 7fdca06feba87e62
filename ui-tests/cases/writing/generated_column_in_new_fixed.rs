//! 44. A generated column given in `new!`. Put right.

include!("../blog.rs");

table! {
    #[derive(Clone)]
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
    let mut session = engine.session().expect("connects");
    let item = session.add(new!(Item { price: 2, quantity: 3 }));
    session.commit().expect("inserts");
    assert_eq!(session[item].total, 6);
}
