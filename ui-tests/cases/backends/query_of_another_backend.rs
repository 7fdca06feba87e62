//! 51. A query for PostgreSQL, run on a connection to SQLite.

include!("../blog.rs");

fn found(name: &str) -> impl Query<Row = User> + Sql<aludel::sql::PostgreSQL> {
    from(users::table).filter(users::name.ilike(name))
}

fn main() {
    let mut db = connect();
    let _ = found("ann").all(&mut db);
}
