//! Code written by hand: on SQLite its C interface with kept statements, on the servers the bare drivers.
//!
//! `hand database URL NAME WHERE` makes a database on a server anew, and prints its URL; `WHERE` says how to get there.

mod any;
mod database;
mod mariadb;
mod postgres;
mod rows;
mod sqlite;

use std::env;

#[global_allocator]
static ALLOCATOR: harness::allocation::Counting = harness::allocation::Counting;

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["database", url, name, place] => println!("{}", database::make(url, name, place)),
        _ => harness::worker::run(<any::Any as harness::Peer>::open),
    }
}
