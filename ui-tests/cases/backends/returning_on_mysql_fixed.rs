//! 50. RETURNING on MySQL. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let ann = new!(User { name: "Ann", email: "ann@example.org" });
    let _ = insert(users::table).values(ann).returning(users::id).one(&mut db);
}
