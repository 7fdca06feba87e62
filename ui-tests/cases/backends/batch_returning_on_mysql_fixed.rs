//! 50. RETURNING of many rows on MySQL. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let rows = vec![new!(User { name: "Ann", email: "ann@example.org" })];
    let _ = insert(users::table).values(rows).returning(users::id).all(&mut db);
}
