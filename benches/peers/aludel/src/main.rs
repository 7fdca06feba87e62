//! The scenarios in Aludel.

mod peer;
mod tables;

use aludel::{MariaDb, Postgres, Sqlite};
use harness::data::Kind;
use harness::{Database, Peer};

use crate::peer::Aludel;

harness::main!(open = open);

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(Aludel::<Sqlite>::open(database)),
        Kind::Postgres => Box::new(Aludel::<Postgres>::open(database)),
        Kind::MariaDb => Box::new(Aludel::<MariaDb>::open(database)),
    }
}
