//! The scenarios in Diesel.

mod peer;
mod tables;

use harness::data::Kind;
use harness::{Database, Peer};

harness::main!(open = open);

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(peer::Sqlite::open(database)),
        Kind::Postgres => Box::new(peer::Postgres::open(database)),
        #[cfg(feature = "mysql")]
        Kind::MariaDb => Box::new(peer::MariaDb::open(database)),
        #[cfg(not(feature = "mysql"))]
        Kind::MariaDb => panic!("this peer was built without the C client of MySQL"),
    }
}
