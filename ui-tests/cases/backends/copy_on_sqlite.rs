//! 50. COPY on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let rows = vec![new!(User { name: "Ann", email: "ann@example.org" })];
    let _ = copy_into(users::table).values(rows).execute(&mut db);
}
