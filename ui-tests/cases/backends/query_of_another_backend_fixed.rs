//! 51. A query for PostgreSQL, run on a connection to SQLite. Put right.

include!("../blog.rs");

fn found(name: &str) -> impl Query<Row = User> + Sql<aludel::sql::SQLite> {
    from(users::table).filter(users::name.like(name))
}

pub fn main() {
    let mut db = connect();
    let _ = found("ann").all(&mut db);
}
