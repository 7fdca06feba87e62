//! 50. RETURNING of many rows on MySQL.

include!("../blog.rs");

fn main() {
    let engine = Engine::<MySql>::open("mysql://localhost/blog").unwrap();
    let mut db = engine.connect().unwrap();
    let rows = vec![new!(User { name: "Ann", email: "ann@example.org" })];
    let _ = insert(users::table).values(rows).returning(users::id).all(&mut db);
}
