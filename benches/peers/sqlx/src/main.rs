//! The scenarios in sqlx: `query_as` into structs that derive `FromRow`, and `QueryBuilder` for what is known at run time.

mod peer;
mod rows;

use harness::data::Kind;
use harness::{Database, Peer};

use crate::peer::{MariaDb, Postgres, Sqlite};

harness::main!(open = open);

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(Sqlite::open(database)),
        Kind::Postgres => Box::new(Postgres::open(database)),
        Kind::MariaDb => Box::new(MariaDb::open(database)),
    }
}
