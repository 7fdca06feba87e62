//! Many runs of one INSERT, which go together where that tells the same.
#![allow(missing_docs)]

mod common;

use aludel_core::{
    ConstraintKind, ErrorKind,
    engine::{Backend, Done, EachParams},
    sql::SqlText,
    value::Row as _,
};
use aludel_sqlite::{Connection, Sqlite, rusqlite::trace};
use common::*;
use std::cell::Cell;

thread_local! {
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// How many statements SQLite runs.
fn statements(c: &mut Connection, run: impl FnOnce(&mut Connection)) -> usize {
    let count = |_: trace::TraceEvent<'_>| STATEMENTS.with(|n| n.set(n.get() + 1));
    c.raw_ref().trace_v2(trace::TraceEventCodes::SQLITE_TRACE_STMT, Some(count));
    let before = STATEMENTS.with(Cell::get);
    run(c);
    c.raw_ref().trace_v2(trace::TraceEventCodes::SQLITE_TRACE_STMT, None);
    STATEMENTS.with(Cell::get) - before
}

/// What each run did, or the runs that went together.
fn done_of(c: &mut Connection, sql: &str, rows: &[Vec<i64>]) -> aludel_core::Result<Vec<Done>> {
    let mut done = Vec::new();
    Sqlite::execute_each(c, &SqlText::Rendered(sql), &Each::of(rows), |one| done.push(one))?;
    Ok(done)
}

/// The rows of a column.
fn column(of: impl IntoIterator<Item = i64>) -> Vec<Vec<i64>> {
    of.into_iter().map(|x| vec![x]).collect()
}

/// Inserts numbers in several batches, and checks that each was told the key it has. How many statements it took.
fn keys_are_told(c: &mut Connection, batches: &[i64]) -> usize {
    let mut next = 0;
    statements(c, |c| {
        for &size in batches {
            let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column(next..next + size)).unwrap();
            assert_eq!(done.iter().map(|one| one.affected).collect::<Vec<_>>(), vec![1; size as usize]);
            for (x, one) in (next..).zip(done) {
                let key: i64 = all(c, "SELECT id FROM t WHERE x = ?", Values(&[x])).unwrap()[0];
                assert_eq!(one.last_insert_id, Some(key), "of {x}");
            }
            next += size;
        }
    }) - next as usize
}

const BATCHES: [i64; 7] = [1, 40, 100, 17, 1000, 64, 65];

#[test]
fn rows_go_together_and_are_told_their_keys() {
    for table in [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER NOT NULL UNIQUE)",
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x INTEGER NOT NULL UNIQUE)",
        "CREATE TABLE \"t\" (x INTEGER PRIMARY KEY, id INTEGER AS (x) STORED)",
        "CREATE TABLE t (x INTEGER UNIQUE, ID INTEGER PRIMARY KEY)",
    ] {
        let c = &mut memory();
        run(c, table).unwrap();
        if table.contains("AS (x)") {
            // A key that is given: only the last is told.
            for size in BATCHES {
                let from: i64 = one(c, "SELECT coalesce(max(x), 0) + 1 FROM t").unwrap();
                let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column(from..from + size)).unwrap();
                assert_eq!(done.iter().map(|one| one.affected).sum::<u64>(), size as u64);
                assert_eq!(done.last().unwrap().last_insert_id, Some(from + size - 1));
            }
            continue;
        }
        // With holes below the last key.
        run(c, "INSERT INTO t (id, x) VALUES (50, -1)").unwrap();
        let took = keys_are_told(c, &BATCHES);
        assert!(took < 200, "{took} statements for {table}");
    }
}

#[test]
fn rows_go_alone_where_their_keys_are_not_certain() {
    let count: usize = BATCHES.iter().map(|&size| size as usize).sum();
    for (table, more) in [
        // Each row is followed by another one.
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)",
            "CREATE TRIGGER again AFTER INSERT ON t WHEN new.x >= 0 BEGIN INSERT INTO t (x) VALUES (-1 - new.x); END",
        ),
        // The greatest key is taken: SQLite takes any others.
        ("CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)", "INSERT INTO t VALUES (9223372036854775807, -1)"),
        // There is room for some rows only.
        ("CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)", "INSERT INTO t VALUES (9223372036854775500, -1)"),
        // A temporary table in front of another one.
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)",
            "CREATE TEMP TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE ON CONFLICT IGNORE)",
        ),
        ("CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE ON CONFLICT REPLACE)", "SELECT 1"),
    ] {
        let c = &mut memory();
        run(c, table).unwrap();
        run(c, more).unwrap();
        let took = keys_are_told(c, &BATCHES);
        let alone = if more.contains("5500") { 1000 } else { count };
        assert!(took >= alone, "{took} statements for {count} rows: {table}; {more}");
    }
}

#[test]
fn a_row_that_the_table_leaves_out_has_no_key() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE ON CONFLICT IGNORE)").unwrap();
    for _ in 0..2 {
        let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column((0..600).map(|x| x / 2))).unwrap();
        assert_eq!(done.len(), 600);
        assert!(done.iter().all(|one| one.last_insert_id.is_some() == (one.affected == 1)));
    }
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 300);
}

#[test]
fn what_a_table_gets_later_is_seen() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)").unwrap();
    run(c, "CREATE TABLE log (id INTEGER PRIMARY KEY, x)").unwrap();
    let keys = |c: &mut Connection, from: i64| {
        let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column(from..from + 300)).unwrap();
        for (x, one) in (from..).zip(done) {
            let key: i64 = all(c, "SELECT id FROM t WHERE x = ?", Values(&[x])).unwrap()[0];
            assert_eq!(one.last_insert_id, Some(key), "of {x}");
        }
    };
    keys(c, 0);
    keys(c, 1000);
    run(c, "CREATE TRIGGER again AFTER INSERT ON t WHEN new.x >= 0 BEGIN INSERT INTO t (x) VALUES (-1 - new.x); END")
        .unwrap();
    keys(c, 2000);
    run(c, "DROP TRIGGER again").unwrap();
    keys(c, 3000);
    run(c, "CREATE TEMP TRIGGER again AFTER INSERT ON t WHEN new.x % 2 BEGIN DELETE FROM t WHERE id = new.id - 1; END")
        .unwrap();
    let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column(4000..4300)).unwrap();
    assert_eq!(done.len(), 300);
    run(c, "DROP TRIGGER again").unwrap();
    run(c, "DROP TABLE t").unwrap();
    run(c, "CREATE TABLE t (x INTEGER PRIMARY KEY, id INTEGER UNIQUE)").unwrap();
    let done = done_of(c, "INSERT INTO t (x) VALUES (?)", &column((0..300).rev())).unwrap();
    assert_eq!(done.last().unwrap().last_insert_id, Some(0));
}

struct Numbers(Vec<[i64; 1]>);
impl EachParams for Numbers {
    type One<'c> = Values<'c, i64>;
    fn count(&self) -> usize {
        self.0.len()
    }
    fn params(&self, run: usize) -> Values<'_, i64> {
        Values(&self.0[run])
    }
}

/// The keys that come back, one of each row.
fn returned<B: Backend>(c: &mut B::Connection, sql: &'static str, rows: &Numbers) -> Vec<i64> {
    let mut keys = Vec::new();
    B::query_each(c, &SqlText::Constant(sql), rows, |at, row| {
        assert_eq!((at, row.width(), &*row.name(0)), (keys.len(), 1, "id"));
        keys.push(row.i64(0)?);
        Ok(())
    })
    .unwrap();
    keys
}

#[test]
fn keys_that_are_returned_are_those_of_the_rows() {
    for (more, together) in [
        ("SELECT 1", true),
        ("CREATE TRIGGER g AFTER INSERT ON t WHEN new.x >= 0 BEGIN INSERT INTO t (x) VALUES (-1 - new.x); END", false),
        ("INSERT INTO t VALUES (9223372036854775807, -1)", false),
    ] {
        let c = &mut memory();
        run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE)").unwrap();
        run(c, more).unwrap();
        let took = statements(c, |c| {
            for from in [0, 1000] {
                let rows = Numbers((from..from + 500).map(|x| [x]).collect());
                let keys = returned::<Sqlite>(c, "INSERT INTO t (x) VALUES (?) RETURNING id", &rows);
                let expected: Vec<i64> =
                    all(c, "SELECT id FROM t WHERE x >= ?1 AND x < ?1 + 500 ORDER BY x", Values(&[from])).unwrap();
                assert_eq!(keys, expected);
            }
        });
        assert_eq!(took < 500, together, "{took} statements: {more}");
    }
}

#[test]
fn keys_that_are_given_are_returned_one_by_one() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER)").unwrap();
    let rows = Numbers((0..500).rev().map(|x| [x * 3]).collect());
    let keys = returned::<Sqlite>(c, "INSERT INTO t (id) VALUES (?) RETURNING id", &rows);
    assert_eq!(keys, rows.0.iter().map(|[x]| *x).collect::<Vec<_>>());
}

#[test]
fn conflicts_are_counted_as_one_by_one() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE, n INTEGER NOT NULL DEFAULT 0)").unwrap();
    let sum = |done: Vec<Done>| {
        let mut sum = Done::default();
        done.into_iter().for_each(|one| sum.add(one));
        (sum.affected, sum.last_insert_id)
    };
    let nothing = "INSERT INTO t (x) VALUES (?) ON CONFLICT (x) DO NOTHING";
    let count = "INSERT INTO t (x) VALUES (?) ON CONFLICT (x) DO UPDATE SET n = n + 1";
    let took = statements(c, |c| {
        // Each twice, in one batch.
        assert_eq!(sum(done_of(c, nothing, &column((0..600).map(|x| x / 2))).unwrap()), (300, Some(300)));
        assert_eq!(sum(done_of(c, nothing, &column(0..600)).unwrap()), (300, Some(600)));
        assert_eq!(sum(done_of(c, nothing, &column(0..600)).unwrap()), (0, None));
        assert_eq!(sum(done_of(c, count, &column((0..600).map(|x| x / 3))).unwrap()), (600, None));
        assert_eq!(sum(done_of(c, count, &column((500..1100).rev())).unwrap()), (600, Some(1100)));
    });
    assert!(took < 300, "{took} statements");
    assert_eq!(one::<(i64, i64)>(c, "SELECT count(*), sum(n) FROM t").unwrap(), (1100, 700));
}

#[test]
fn rows_without_rowids_go_together() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID").unwrap();
    let rows: Vec<Vec<i64>> = (0..1000).map(|n| vec![n / 10, n % 10]).collect();
    let took = statements(c, |c| {
        let done = done_of(c, "INSERT INTO t (a, b) VALUES (?, ?)", &rows).unwrap();
        assert_eq!(done.iter().map(|one| one.affected).sum::<u64>(), 1000);
        assert!(done.iter().all(|one| one.last_insert_id.is_none()));
    });
    assert!(took < 50, "{took} statements");
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 1000);
}

#[test]
fn a_row_that_is_refused_is_told_as_if_it_were_alone() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER UNIQUE CHECK (x <> 450))").unwrap();
    let insert = "INSERT INTO t (x) VALUES (?)";
    for bad in [column((0..400).chain([7])), column(0..500)] {
        run(c, "BEGIN").unwrap();
        let error = fails(done_of(c, insert, &bad).map(drop), ErrorKind::Constraint);
        assert!(matches!(error.constraint().unwrap().kind, ConstraintKind::Unique | ConstraintKind::Check), "{error}");
        run(c, "ROLLBACK").unwrap();
        assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 0);
    }
    // One that cannot be bound, among others that can.
    let nan = |x: i64| if x == 333 { f64::NAN } else { x as f64 };
    let rows: Vec<[f64; 1]> = (0..400).map(|x| [nan(x)]).collect();
    fails(Sqlite::execute_each(c, &SqlText::Rendered(insert), &Each::of(&rows), |_| ()), ErrorKind::Encode);
    // And a row of another width.
    let mut wrong = column(1000..1400);
    wrong[300].push(1);
    fails(done_of(c, insert, &wrong), ErrorKind::Statement);
    run(c, "DELETE FROM t").unwrap();
    assert_eq!(keys_are_told(c, &[300]), keys_are_told_count(300));
}

/// The statements for so many rows, of an INSERT that was run for many before: 1 alone, 4 of 64, 2 of 16, and the rest.
fn keys_are_told_count(rows: usize) -> usize {
    let left = rows - 1;
    // The question whether keys follow the last one is a statement, too.
    2 + left / 64 + left % 64 / 16 + left % 16
}

#[test]
fn wide_rows_and_other_texts_go_alone() {
    let c = &mut memory();
    let columns: Vec<String> = (0..30).map(|n| format!("c{n} INTEGER")).collect();
    run(c, &format!("CREATE TABLE wide (id INTEGER PRIMARY KEY, {})", columns.join(", "))).unwrap();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER)").unwrap();
    let names: Vec<String> = (0..30).map(|n| format!("c{n}")).collect();
    let wide = format!("INSERT INTO wide ({}) VALUES ({})", names.join(", "), vec!["?"; 30].join(", "));
    let took = statements(c, |c| {
        done_of(c, &wide, &vec![vec![1; 30]; 300]).unwrap();
    });
    assert_eq!(took, 300);
    for (sql, expected) in [
        ("INSERT INTO t (x) VALUES (? + 1)", 300),
        ("INSERT INTO t (x) VALUES ((SELECT count(*) FROM t) + ?)", 300),
        ("INSERT INTO t (x) SELECT ?", 300),
        ("INSERT INTO t (x) VALUES (?) -- ?", 300),
        ("REPLACE INTO t (x) VALUES (?)", 300),
        ("INSERT OR IGNORE INTO t (x) VALUES (?)", 300),
        ("INSERT INTO t (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET x = last_insert_rowid()", 300),
    ] {
        run(c, "DELETE FROM t").unwrap();
        let took = statements(c, |c| {
            done_of(c, sql, &column(0..300)).unwrap();
        });
        assert_eq!(took, expected, "{sql}");
        assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 300, "{sql}");
    }
}
