//! The statements that a session sends.

use crate::harness::{Db, TestBackend};
use aludel::{
    engine::{Engine, Observer, StatementEvent},
    prelude::*,
    session::Session,
};
use std::sync::{Arc, Mutex};

/// The statements of one engine since the last look, without the frame of transactions.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<(String, u64)>>>);

impl Observer for Log {
    fn statement(&self, event: &StatementEvent<'_>) {
        self.0.lock().unwrap().push((event.sql.to_owned(), event.rows));
    }
}

impl Log {
    /// The statements, each as verb, table and, if there are several, rows: `INSERT users x2`.
    ///
    /// That is one statement where the backend can return the keys of many rows (PostgreSQL, MariaDB), and so many runs
    /// of one prepared statement where it cannot (SQLite, the dialect of MySQL).
    pub fn take(&self) -> Vec<String> {
        let statements = std::mem::take(&mut *self.0.lock().unwrap());
        statements.into_iter().filter(|(sql, _)| !is_frame(sql)).map(|(sql, rows)| summary(&sql, rows)).collect()
    }

    /// Every statement that was sent, also the frame of transactions.
    pub fn texts(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap()).into_iter().map(|(sql, _)| sql).collect()
    }
}

fn is_frame(sql: &str) -> bool {
    ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"].iter().any(|word| sql.starts_with(word))
}

fn summary(sql: &str, rows: u64) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let verb = words[0];
    let table = match verb {
        "INSERT" | "DELETE" => words[2],
        "UPDATE" => words[1],
        _ => words.iter().position(|word| *word == "FROM").map_or("?", |at| words[at + 1]),
    };
    let table = table.trim_matches(['"', '`']);
    if rows == 1 || verb == "SELECT" { format!("{verb} {table}") } else { format!("{verb} {table} x{rows}") }
}

/// An engine on the test's database with tables of `S`, and its log.
pub fn engine<B: TestBackend, S: Schema>(db: &Db<B>) -> (Engine<B>, Log) {
    let log = Log::default();
    let engine = db.builder().observe(log.clone()).open().unwrap();
    S::create_all(&engine).unwrap();
    log.take();
    (engine, log)
}

/// A session with the tables of `S`, and its log.
pub fn session<B: TestBackend, S: Schema>(db: &Db<B>) -> (Session<B>, Log) {
    let (engine, log) = engine::<B, S>(db);
    (engine.session().unwrap(), log)
}
