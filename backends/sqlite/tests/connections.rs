//! Opening, locking, transactions.
#![allow(missing_docs)]

mod common;
use aludel_core::{
    ErrorKind,
    engine::{Backend, DatabaseUrl, Isolation, Rows as _, TransactionOptions},
    sql::SqlText,
};
use aludel_sqlite::Sqlite;
use common::*;
use std::{fs, path::PathBuf, time::Instant};

/// A directory that goes with the test.
struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aludel-sqlite-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn url(&self, file: &str) -> String {
        format!("sqlite:{}", self.0.join(file).display())
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_options_of_the_url() {
    let dir = Dir::new("options");
    let c = &mut open(&dir.url("a.db")).unwrap();
    assert_eq!(one::<String>(c, "PRAGMA journal_mode").unwrap(), "wal");
    assert_eq!(one::<(i64,)>(c, "PRAGMA foreign_keys").unwrap(), (1,));
    assert_eq!(one::<i64>(c, "PRAGMA busy_timeout").unwrap(), 5000);
    let options = "b.db?journal_mode=truncate&synchronous=extra&foreign_keys=off&busy_timeout=7&temp_store=memory";
    let c = &mut open(&dir.url(options)).unwrap();
    assert_eq!(one::<String>(c, "PRAGMA journal_mode").unwrap(), "truncate");
    assert_eq!(one::<i64>(c, "PRAGMA foreign_keys").unwrap(), 0);
    assert_eq!(one::<i64>(c, "PRAGMA busy_timeout").unwrap(), 7);
    assert_eq!(one::<i64>(c, "PRAGMA synchronous").unwrap(), 3);
    assert_eq!(one::<i64>(c, "PRAGMA temp_store").unwrap(), 2);
    run(c, "CREATE TABLE t (x)").unwrap();
    let c = &mut open(&dir.url("b.db?mode=ro")).unwrap();
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 0);
    let error = fails(run(c, "INSERT INTO t VALUES (1)"), ErrorKind::Statement);
    assert!(error.message().contains("read-only"), "{error}");
    assert!(open(&dir.url("b.db?busy_timeout=2147483647")).is_ok());
    assert!(aludel_sqlite::is_memory(&DatabaseUrl::parse("sqlite::memory:").unwrap()));
    assert!(Sqlite::version(&mut memory()).unwrap().starts_with("SQLite 3."));
    assert!(Sqlite::ping(&mut memory()).is_ok());
}

#[test]
fn what_cannot_be_opened_is_named() {
    let dir = Dir::new("missing");
    fs::write(dir.0.join("text"), "this is not a database, and long enough to tell".repeat(30)).unwrap();
    for (file, hint) in [
        ("none.db?mode=rw", "does not exist"),
        ("none.db?mode=ro", "does not exist"),
        ("no/such/dir.db", "create its directory"),
        ("", "is a directory"),
        ("text", "not a SQLite database"),
        ("text?mode=ro", "not a SQLite database"),
    ] {
        let error = fails(open(&dir.url(file)), ErrorKind::Connect);
        let path = dir.0.join(file.split('?').next().unwrap());
        assert!(error.message().contains(&*path.to_string_lossy()), "{error}");
        assert!(error.message().contains(hint), "{error}");
    }
    fails(open("postgres://localhost/x"), ErrorKind::Url);
}

#[test]
fn many_connections_open_a_new_file_at_a_time() {
    let dir = Dir::new("race");
    for round in 0..5 {
        let url = dir.url(&format!("{round}.db"));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| drop(open(&url).unwrap()));
            }
        });
    }
}

#[test]
fn locks() {
    let dir = Dir::new("locks");
    let url = dir.url("a.db?busy_timeout=50");
    let (a, b) = (&mut open(&url).unwrap(), &mut open(&url).unwrap());
    run(a, "CREATE TABLE t (x)").unwrap();
    let immediate = TransactionOptions::default().immediate();
    Sqlite::begin(a, &immediate).unwrap();
    let start = Instant::now();
    let error = fails(Sqlite::begin(b, &immediate), ErrorKind::LockTimeout);
    assert!(start.elapsed().as_millis() >= 40 && error.is_transient());
    assert_eq!(error.code(), Some("5"));
    assert_eq!(Sqlite::in_transaction(b), Some(false));
    run(a, "COMMIT").unwrap();
    // A reader that was overtaken cannot become a writer.
    Sqlite::begin(b, &TransactionOptions::default()).unwrap();
    one::<i64>(b, "SELECT count(*) FROM t").unwrap();
    run(a, "INSERT INTO t VALUES (1)").unwrap();
    let error = fails(run(b, "INSERT INTO t VALUES (2)"), ErrorKind::Serialization);
    assert_eq!(error.code(), Some("517"));
}

#[test]
fn every_isolation_level_is_accepted() {
    let c = &mut memory();
    for level in
        [Isolation::ReadUncommitted, Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable]
    {
        Sqlite::begin(c, &TransactionOptions::isolation(level)).unwrap();
        assert_eq!(Sqlite::in_transaction(c), Some(true));
        run(c, "ROLLBACK").unwrap();
        assert_eq!(Sqlite::in_transaction(c), Some(false));
    }
}

#[test]
fn a_read_only_transaction_refuses_to_write_until_it_ends() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (x)").unwrap();
    let insert = "INSERT INTO t VALUES (1)";
    let read_only = TransactionOptions::default().read_only();
    fails(Sqlite::begin(c, &read_only.immediate()), ErrorKind::Transaction);
    for end in ["COMMIT", "ROLLBACK"] {
        Sqlite::begin(c, &read_only).unwrap();
        one::<i64>(c, "SELECT count(*) FROM t").unwrap();
        run(c, "SAVEPOINT s").unwrap();
        fails(run(c, insert), ErrorKind::Transaction);
        fails(all::<i64>(c, "DELETE FROM t RETURNING x", ()), ErrorKind::Transaction);
        fails(Sqlite::script(c, "SELECT 1; DROP TABLE t"), ErrorKind::Transaction);
        run(c, "RELEASE s").unwrap();
        run(c, end).unwrap();
        run(c, insert).unwrap();
    }
    // Not taken over by a transaction that was begun in SQL, nor by a script.
    Sqlite::begin(c, &read_only).unwrap();
    run(c, "COMMIT").unwrap();
    run(c, "BEGIN").unwrap();
    run(c, insert).unwrap();
    run(c, "COMMIT").unwrap();
    Sqlite::begin(c, &read_only).unwrap();
    Sqlite::script(c, "COMMIT; INSERT INTO t VALUES (1)").unwrap();
}

#[test]
fn the_connection_of_rusqlite() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (x)").unwrap();
    c.raw_ref().execute("INSERT INTO t VALUES (?1)", [7]).unwrap();
    assert_eq!(one::<i64>(c, "SELECT x FROM t").unwrap(), 7);
    // Replaced by another database: no statement of the old one is left.
    let old = std::mem::replace(c.raw(), aludel_sqlite::rusqlite::Connection::open_in_memory().unwrap());
    drop(old);
    fails(one::<i64>(c, "SELECT x FROM t"), ErrorKind::Statement);
    let c = &mut aludel_sqlite::Connection::from(aludel_sqlite::rusqlite::Connection::open_in_memory().unwrap());
    assert_eq!(one::<i64>(c, "SELECT 1").unwrap(), 1);
}

#[test]
fn a_connection_can_go_to_another_thread() {
    let mut c = memory();
    run(&mut c, "CREATE TABLE t (x)").unwrap();
    let mut c = std::thread::spawn(move || {
        run(&mut c, "INSERT INTO t VALUES (1)").unwrap();
        c
    })
    .join()
    .unwrap();
    assert_eq!(one::<i64>(&mut c, "SELECT x FROM t").unwrap(), 1);
}

#[test]
fn rows_that_are_leaked_do_no_harm() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (x)").unwrap();
    let returning =
        SqlText::Constant("INSERT INTO t SELECT value FROM json_each('[1,2,3]') WHERE ? <> '' RETURNING x, ?");
    let reading = SqlText::Constant("SELECT x FROM t WHERE x <> ? AND x <> ? || ''");
    for text in [returning, reading, returning, reading] {
        let values = vec!["a".repeat(100), "b".repeat(100)];
        let params = Values(&values);
        let mut rows = Sqlite::query(c, &text, &params).unwrap();
        assert!(rows.next().unwrap().is_some());
        std::mem::forget(rows);
    }
    // The statement that inserts is only done when it is used again.
    let values = vec!["a".repeat(100), "b".repeat(100)];
    all::<(i64, String)>(c, returning.as_str(), Values(&values)).unwrap();
}
