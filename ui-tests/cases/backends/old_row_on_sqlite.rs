//! 171. The old row of an UPDATE on SQLite.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let aged = update(users::table).set(users::age.set(users::age.add(1))).filter(users::id.eq(1));
    let _ = aged.returning((users::age, aludel::query::old(users::age))).all(&mut db);
}
