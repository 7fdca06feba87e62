//! 46. An update that does not say which rows.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = update(users::table).set(users::bio.set(None)).execute(&mut db);
}
