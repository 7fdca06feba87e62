//! Code written by hand: on SQLite its C interface with kept statements, on the servers the bare drivers.
//!
//! `hand database URL NAME WHERE` makes a database on a server anew, and prints its URL; `WHERE` says how to get there.

#[cfg(feature = "servers")]
mod database;
#[cfg(feature = "servers")]
mod mariadb;
#[cfg(feature = "servers")]
mod postgres;
mod rows;
mod sqlite;

use std::env;

use harness::data::Kind;
use harness::{Database, Peer};

use crate::sqlite::Sqlite;

#[global_allocator]
static ALLOCATOR: harness::allocation::Counting = harness::allocation::Counting;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        #[cfg(feature = "servers")]
        ["database", url, name, place] => println!("{}", database::make(url, name, place)),
        _ => harness::worker::run(open),
    }
}

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(Sqlite::open(database)),
        #[cfg(feature = "servers")]
        Kind::Postgres => Box::new(postgres::Postgres::open(database)),
        #[cfg(feature = "servers")]
        Kind::MariaDb => Box::new(mariadb::MariaDb::open(database)),
        #[cfg(not(feature = "servers"))]
        _ => panic!("built for SQLite alone"),
    }
}
