//! The scenarios in Aludel.

mod peer;
mod tables;

use aludel::Sqlite;
use harness::data::Kind;
use harness::{Database, Peer};

use crate::peer::Aludel;

harness::main!(open = open);

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(Aludel::<Sqlite>::open(database)),
        #[cfg(feature = "servers")]
        Kind::Postgres => Box::new(Aludel::<aludel::Postgres>::open(database)),
        #[cfg(feature = "servers")]
        Kind::MariaDb => Box::new(Aludel::<aludel::MariaDb>::open(database)),
        #[cfg(not(feature = "servers"))]
        _ => panic!("built for SQLite alone"),
    }
}
