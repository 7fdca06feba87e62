//! 50. RETURNING on MySQL.

include!("../blog.rs");

fn main() {
    let engine = Engine::<MySql>::open("mysql://localhost/blog").unwrap();
    let mut db = engine.connect().unwrap();
    let ann = new!(User { name: "Ann", email: "ann@example.org" });
    let _ = insert(users::table).values(ann).returning(users::id).one(&mut db);
}
