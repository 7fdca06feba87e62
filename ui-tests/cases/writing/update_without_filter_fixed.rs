//! 46. An update that does not say which rows. Put right.

include!("../blog.rs");

pub fn main() {
    let mut db = connect();
    let _ = update(users::table).set(users::bio.set(None)).all_rows().execute(&mut db);
}
