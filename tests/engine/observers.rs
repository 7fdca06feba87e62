//! Watching statements.

use crate::{
    blog::*,
    harness::{Db, TestBackend, each_backend},
};
use aludel::{
    ErrorKind,
    engine::{StatementEvent, TransactionOptions},
    prelude::*,
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// What an observer was told: text, rows, and the kind of error.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    sql: String,
    rows: u64,
    error: Option<ErrorKind>,
    duration: Duration,
}

type Log = Arc<Mutex<Vec<Seen>>>;

/// An engine that is watched.
fn watched<B: TestBackend>(db: &Db<B>) -> (Engine<B>, Log) {
    let log = Log::default();
    let into = log.clone();
    let observer = move |event: &StatementEvent<'_>| {
        into.lock().unwrap().push(Seen {
            sql: event.sql.to_owned(),
            rows: event.rows,
            error: event.error.map(aludel::Error::kind),
            duration: event.duration,
        });
    };
    let engine = db.builder().observe(observer).open().unwrap();
    Blog::create_all(&engine).unwrap();
    fill(&mut engine.connect().unwrap());
    log.lock().unwrap().clear();
    (engine, log)
}

/// The first words of what was seen.
fn first_words(log: &Log) -> Vec<String> {
    take(log).iter().map(|s| s.sql.split(' ').next().unwrap().to_owned()).collect()
}

fn take(log: &Log) -> Vec<Seen> {
    std::mem::take(&mut *log.lock().unwrap())
}

each_backend! {
    everywhere fn observer_sees_text_and_rows(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        from(users::table).filter(users::id.le(3)).select(users::name).all(&mut connection)?;
        update(users::table).set(users::name.set("topsecret")).filter(users::id.le(2)).execute(&mut connection)?;
        from(users::table).filter(users::id.in_list([1, 2, 3])).all(&mut connection)?;
        let seen = take(&log);
        assert_eq!(seen.len(), 3, "{seen:?}");
        assert!(seen[0].sql.starts_with("SELECT ") && seen[0].sql.contains("users"), "{seen:?}");
        assert!(seen[1].sql.starts_with("UPDATE ") && !seen[1].sql.contains("topsecret"), "{seen:?}");
        assert_eq!(seen.iter().map(|s| s.rows).collect::<Vec<_>>(), [3, 2, 3]);
        assert!(seen.iter().all(|s| s.error.is_none() && s.duration < Duration::from_secs(60)));
    }

    everywhere fn observer_sees_errors(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        assert!(insert(tags::table).values(new!(Tag { label: "sql" })).execute(&mut connection).is_err());
        assert!(sql::<i64>("SELECT missing FROM users").all(&mut connection).is_err());
        let seen = take(&log);
        assert_eq!(
            seen.iter().map(|s| s.error).collect::<Vec<_>>(),
            [Some(ErrorKind::Constraint), Some(ErrorKind::Statement)]
        );
    }

    everywhere fn observer_sees_the_frame_of_a_transaction(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        let mut tx = connection.begin()?;
        delete(post_tags::table).all_rows().execute(&mut tx)?;
        let mut savepoint = tx.savepoint()?;
        delete(post_tags::table).all_rows().execute(&mut savepoint)?;
        savepoint.rollback()?;
        tx.commit()?;
        assert_eq!(first_words(&log), ["BEGIN", "DELETE", "SAVEPOINT", "DELETE", "ROLLBACK", "RELEASE", "COMMIT"]);
    }

    /// SQLite can take a transaction back to where it began: the savepoints there cost nothing.
    on [Sqlite] fn a_savepoint_before_anything_is_written_is_no_statement(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        let mut tx = connection.begin()?;
        from(users::table).select(users::id).all(&mut tx)?;
        let mut outer = tx.savepoint()?;
        let mut inner = outer.savepoint()?;
        delete(post_tags::table).all_rows().execute(&mut inner)?;
        inner.commit()?;
        outer.savepoint()?.commit()?;
        outer.rollback()?;
        tx.savepoint()?.commit()?;
        tx.commit()?;
        let words = ["BEGIN", "SELECT", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK", "SAVEPOINT", "RELEASE", "COMMIT"];
        assert_eq!(first_words(&log), words);
        // Not where the lock for writing was taken at once.
        let mut tx = connection.begin_with(TransactionOptions::default().immediate())?;
        tx.savepoint()?.rollback()?;
        tx.commit()?;
        assert_eq!(first_words(&log), ["BEGIN", "SAVEPOINT", "ROLLBACK", "RELEASE", "COMMIT"]);
        // Nor where a script may have begun another transaction.
        let mut tx = connection.begin()?;
        tx.link().script("ROLLBACK; BEGIN")?;
        let mut savepoint = tx.savepoint()?;
        delete(post_tags::table).all_rows().execute(&mut savepoint)?;
        savepoint.rollback()?;
        tx.commit()?;
        assert_eq!(first_words(&log), ["BEGIN", "ROLLBACK;", "SAVEPOINT", "DELETE", "ROLLBACK", "RELEASE", "COMMIT"]);
    }

    everywhere fn observer_sees_streamed_rows_when_the_stream_ends(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        let query = from(users::table).order_by(users::id).select(users::id);
        let mut rows = query.iter(&mut connection)?;
        rows.next();
        rows.next();
        assert!(take(&log).is_empty());
        drop(rows);
        let seen = take(&log);
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].rows, 2);
    }

    on [Postgres, MariaDb, MySql] fn duration_is_how_long_the_statement_took(db) {
        let (engine, log) = watched(db);
        let mut connection = engine.connect()?;
        let postgres = connection.link().style().kind == DialectKind::Postgres;
        let sleep = if postgres { "SELECT 1 FROM (SELECT pg_sleep(0.2)) AS slept" } else { "SELECT sleep(0.2)" };
        sql::<i64>(sleep).all(&mut connection)?;
        let seen = take(&log);
        assert!(seen[0].duration >= Duration::from_millis(190), "{seen:?}");
    }
}
