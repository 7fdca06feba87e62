//! Code written by hand: on SQLite its C interface with kept statements, on the servers the bare drivers.
//!
//! `hand database URL NAME WHERE` makes a database on a server anew, and prints its URL; `WHERE` says how to get there.

mod database;
mod mariadb;
mod postgres;
mod rows;
mod sqlite;

use std::env;

use harness::data::Kind;
use harness::{Database, Peer};

use crate::mariadb::MariaDb;
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;

#[global_allocator]
static ALLOCATOR: harness::allocation::Counting = harness::allocation::Counting;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["database", url, name, place] => println!("{}", database::make(url, name, place)),
        _ => harness::worker::run(open),
    }
}

/// The backend that the URL names, chosen once.
fn open(database: &Database) -> Box<dyn Peer> {
    match database.kind {
        Kind::Sqlite => Box::new(Sqlite::open(database)),
        Kind::Postgres => Box::new(Postgres::open(database)),
        Kind::MariaDb => Box::new(MariaDb::open(database)),
    }
}
