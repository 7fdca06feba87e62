//! 62. A limit in a correlated subquery behind IN, on MariaDB.

include!("../blog.rs");

fn main() {
    let engine = Engine::<MariaDb>::open("mariadb://localhost/blog").unwrap();
    let mut db = engine.connect().unwrap();
    let best = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(posts::title);
    let _ = from(users::table).filter(users::name.in_query(best.limit(1))).all(&mut db);
}
