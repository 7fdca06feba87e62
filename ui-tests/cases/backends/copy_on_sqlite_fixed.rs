//! 50. COPY on SQLite. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let rows = vec![new!(User { name: "Ann", email: "ann@example.org" })];
    let _ = insert(users::table).values(rows).execute(&mut db);
}
