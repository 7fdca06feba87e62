//! 48. A function that SQLite does not have.

include!("../blog.rs");

fn main() {
    let mut db = connect();
    let _ = from(users::table).select(aludel::expr::regexp_replace(users::name, "[aeiou]", "")).all(&mut db);
}
