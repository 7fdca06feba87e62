//! 93. A generated column with a default. Put right.

include!("../blog.rs");

table! {
    pub struct Item in items {
        #[primary_key(auto)]
        id: i64,
        price: i64,
        #[generated("price * 2")]
        twice: i64,
    }
}
schema! { pub Shop: items }

pub fn main() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Shop::create_all(&engine).expect("creates the table");
    let mut connection = engine.connect().expect("connects");
    assert_eq!(from(items::table).filter(items::twice.gt(5)).count(&mut connection).expect("counts"), 0);
}
