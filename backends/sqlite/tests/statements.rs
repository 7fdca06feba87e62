//! Running statements: counts, caching, changes of the schema.
#![allow(missing_docs)]

mod common;
use aludel_core::{
    engine::{Backend, Done, Rows as _},
    sql::SqlText,
    value::Row as _,
};
use aludel_sqlite::{Connection, Sqlite};
use common::*;

fn done(affected: u64, last_insert_id: Option<i64>) -> Done {
    Done { affected, last_insert_id }
}

#[test]
fn counts() {
    let c = &mut memory();
    assert_eq!(run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x UNIQUE)").unwrap(), done(0, None));
    assert_eq!(run(c, "INSERT INTO t (x) VALUES (1), (2), (3)").unwrap(), done(3, Some(3)));
    assert_eq!(run(c, "CREATE TABLE u (x TEXT PRIMARY KEY) WITHOUT ROWID").unwrap(), done(0, None));
    assert_eq!(run(c, "UPDATE t SET x = x").unwrap(), done(3, None));
    assert_eq!(run(c, "SELECT * FROM t").unwrap(), done(0, None));
    assert_eq!(run(c, "INSERT INTO u VALUES ('a')").unwrap(), done(1, None));
    assert_eq!(run(c, "INSERT INTO t (x) VALUES (1) ON CONFLICT DO NOTHING").unwrap(), done(0, None));
    assert_eq!(run(c, "INSERT INTO t (x) VALUES (1) ON CONFLICT (x) DO UPDATE SET x = 9").unwrap(), done(1, None));
    assert_eq!(one::<i64>(c, "SELECT last_insert_rowid()").unwrap(), 3);
    assert_eq!(run(c, "INSERT INTO t (x) VALUES (last_insert_rowid() + 100)").unwrap(), done(1, Some(4)));
    assert_eq!(one::<i64>(c, "SELECT x FROM t WHERE id = 4").unwrap(), 103);
    assert_eq!(run(c, "WITH a AS (SELECT 50 AS x) INSERT INTO t (x) SELECT x FROM a").unwrap(), done(1, Some(5)));
    assert!(run(c, "INSERT INTO t (x) VALUES (50)").is_err());
    assert_eq!(one::<i64>(c, "SELECT last_insert_rowid()").unwrap(), 5);
    assert_eq!(run(c, "DELETE FROM t WHERE id > 100").unwrap(), done(0, None));
    assert_eq!(run(c, "DELETE FROM t").unwrap(), done(5, None));
    assert_eq!(run(c, "DROP TABLE t").unwrap(), done(0, None));
}

#[test]
fn many_runs_of_one_statement() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT UNIQUE)").unwrap();
    let insert = SqlText::Constant("INSERT INTO t (x) VALUES (?)");
    let texts = ["a", "b", "c", "a", "d"].map(str::to_owned);
    let each = |texts| <[String]>::chunks(texts, 1).collect::<Vec<_>>();
    assert_eq!(all_of(c, &insert, &Each::of(&each(&texts[..3]))).unwrap(), done(3, Some(3)));
    assert_eq!(all_of(c, &insert, &Each::of(&each(&texts[..0]))).unwrap(), done(0, None));
    assert!(all_of(c, &insert, &Each::of(&each(&texts[2..]))).is_err());
    assert!(all_of(c, &insert, &Each::of(&[&texts])).is_err());
    let upsert = SqlText::Constant("INSERT INTO t (x) VALUES (?) ON CONFLICT DO NOTHING");
    assert_eq!(all_of(c, &upsert, &Each::of(&each(&texts))).unwrap(), done(1, Some(4)));
    assert_eq!(all_of(c, &upsert, &Each::of(&each(&texts))).unwrap(), done(0, None));
    assert_eq!(one::<i64>(c, "SELECT last_insert_rowid()").unwrap(), 4);
    let delete = SqlText::Constant("DELETE FROM t WHERE x >= ?");
    assert_eq!(all_of(c, &delete, &Each::of(&each(&texts[2..]))).unwrap(), done(4, None));
}

#[test]
fn a_query_that_writes_does_so_at_once() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (x)").unwrap();
    drop(Sqlite::query(c, &SqlText::Constant("INSERT INTO t VALUES (1), (2) RETURNING x"), &()).unwrap());
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM t").unwrap(), 2);
    assert_eq!(Sqlite::in_transaction(c), Some(false));
}

#[test]
fn after_the_last_row_there_is_none() {
    let c = &mut memory();
    let mut rows = Sqlite::query(c, &SqlText::Constant("VALUES (1), (2)"), &()).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().i64(0).unwrap(), 1);
    assert_eq!(rows.next().unwrap().unwrap().i64(0).unwrap(), 2);
    assert!(rows.next().unwrap().is_none());
    assert!(rows.next().unwrap().is_none());
}

#[test]
fn a_statement_survives_a_change_of_the_schema() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (a)").unwrap();
    run(c, "INSERT INTO t VALUES (1)").unwrap();
    let width =
        |c: &mut _| read(c, "SELECT * FROM t", (), |row| Ok((row.width(), row.name(row.width() - 1).into_owned())));
    assert_eq!(width(c).unwrap(), (1, "a".to_owned()));
    run(c, "ALTER TABLE t ADD COLUMN b DEFAULT 2").unwrap();
    assert_eq!(width(c).unwrap(), (2, "b".to_owned()));
    assert_eq!(one::<(i64, i64)>(c, "SELECT * FROM t").unwrap(), (1, 2));
    run(c, "DROP TABLE t").unwrap();
    assert!(width(c).is_err());
}

#[test]
fn a_pragma_takes_effect_every_time() {
    let c = &mut memory();
    let state = |c: &mut _| one::<i64>(c, "PRAGMA foreign_keys").unwrap();
    for _ in 0..3 {
        run(c, "PRAGMA foreign_keys = off").unwrap();
        assert_eq!(state(c), 0);
        run(c, "PRAGMA foreign_keys = on").unwrap();
        assert_eq!(state(c), 1);
    }
}

#[test]
fn more_statements_than_are_kept() {
    let c = &mut memory();
    for round in 0..2 {
        for i in 0..600 {
            assert_eq!(all::<i64>(c, &format!("SELECT {i} + ?"), Values(&[round])).unwrap(), [i + round]);
        }
    }
}

#[test]
fn a_script_runs_every_statement_to_its_end() {
    let c = &mut memory();
    let script = "
        CREATE TABLE t (x); -- a comment; with a semicolon
        INSERT INTO t VALUES (';'), (2);
        SELECT * FROM t;
        CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET x = 1; END;
        INSERT INTO t VALUES (3) RETURNING x;;
    ";
    Sqlite::script(c, script).unwrap();
    assert_eq!(one::<(i64, i64)>(c, "SELECT count(*), sum(x) FROM t").unwrap(), (3, 3));
    assert!(Sqlite::script(c, "INSERT INTO t VALUES (?)").is_err());
    Sqlite::script(c, "").unwrap();
}

/// The keys that an INSERT of one row returns.
fn returned(c: &mut Connection, sql: &'static str) -> Vec<Option<i64>> {
    let mut rows = Sqlite::query(c, &SqlText::Constant(sql), &()).unwrap();
    let mut keys = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        assert_eq!((row.width(), &*row.name(0)), (1, "id"));
        keys.push(if row.is_null(0) { None } else { Some(row.i64(0).unwrap()) });
    }
    keys
}

#[test]
fn the_key_of_a_new_row_is_returned_whatever_the_table() {
    const INSERT: &str = "INSERT INTO t (x) VALUES ('a') RETURNING id";
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)").unwrap();
    assert_eq!(returned(c, INSERT), [Some(1)]);
    assert_eq!(returned(c, "INSERT INTO t (id, x) VALUES (7, 'a') RETURNING id"), [Some(7)]);
    assert_eq!(returned(c, INSERT), [Some(8)]);
    // Another row than the one inserted last, in a trigger; and none.
    run(c, "CREATE TABLE log (id INTEGER PRIMARY KEY, y)").unwrap();
    run(c, "INSERT INTO log VALUES (100, 1)").unwrap();
    run(c, "CREATE TRIGGER logs AFTER INSERT ON t BEGIN INSERT INTO log (y) VALUES (1); END").unwrap();
    assert_eq!(returned(c, INSERT), [Some(9)]);
    assert_eq!(returned(c, INSERT), [Some(10)]);
    run(c, "CREATE TEMP TRIGGER ignores BEFORE INSERT ON t BEGIN SELECT RAISE(IGNORE); END").unwrap();
    assert_eq!(returned(c, INSERT), []);
}

/// A statement that was prepared for another table of the same name.
#[test]
fn the_key_is_returned_of_a_table_that_was_made_anew() {
    const INSERT: &str = "INSERT INTO t (x) VALUES ('a') RETURNING id";
    for (table, keys) in [
        ("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT)", [Some(1), Some(2)]),
        ("CREATE TABLE t (id INTEGER DEFAULT 5, x TEXT)", [Some(5), Some(5)]),
        ("CREATE TABLE t (id INTEGER DEFAULT 5, x TEXT, y INTEGER PRIMARY KEY)", [Some(5), Some(5)]),
        ("CREATE TABLE t (id INT PRIMARY KEY DEFAULT NULL, x TEXT)", [None, None]),
        ("CREATE TABLE t (id INTEGER PRIMARY KEY DESC, x TEXT)", [None, None]),
    ] {
        let c = &mut memory();
        run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)").unwrap();
        assert_eq!(returned(c, INSERT), [Some(1)]);
        run(c, "DROP TABLE t").unwrap();
        run(c, table).unwrap();
        match keys[0] {
            Some(_) => assert_eq!(returned(c, INSERT), [keys[0]], "{table}"),
            None => assert!(Sqlite::query(c, &SqlText::Constant(INSERT), &()).is_err(), "{table}"),
        }
        assert_eq!(returned(c, INSERT), [keys[1]], "{table}");
    }
}

#[test]
fn a_row_that_breaks_a_constraint_returns_no_key() {
    const INSERT: &str = "INSERT INTO t (x) VALUES (?) RETURNING id";
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, x UNIQUE)").unwrap();
    let one = &[5];
    let insert = |c: &mut Connection| {
        let mut rows = Sqlite::query(c, &SqlText::Constant(INSERT), &Values(one))?;
        rows.next()?.expect("a row").i64(0)
    };
    assert_eq!(insert(c).unwrap(), 1);
    assert_eq!(insert(c).unwrap_err().kind(), aludel_core::ErrorKind::Constraint);
    run(c, "DELETE FROM t").unwrap();
    assert_eq!(insert(c).unwrap(), 1);
}

/// The columns of a row are found from the first one; after a change of the schema there are others.
#[test]
fn a_row_has_as_many_columns_as_it_has_now() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (a INTEGER, b TEXT)").unwrap();
    run(c, "INSERT INTO t VALUES (1, 'one'), (2, 'two')").unwrap();
    let all = SqlText::Constant("SELECT * FROM t ORDER BY a");
    let rows = |c: &mut Connection| {
        let mut rows = Sqlite::query(c, &all, &()).unwrap();
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let numbers: Vec<_> = (0..row.width()).map(|at| row.i64(at).ok()).collect();
            let texts: Vec<_> = (0..row.width()).map(|at| row.text(at).ok().map(|text| text.into_owned())).collect();
            let beyond = [row.width(), row.width() + 1, 5000];
            assert!(beyond.iter().all(|&at| row.is_null(at) && row.i64(at).is_err() && row.text(at).is_err()));
            found.push((numbers, texts));
        }
        found
    };
    let text = |text: &str| Some(text.to_owned());
    for _ in 0..2 {
        let expected = [(vec![Some(1), None], vec![None, text("one")]), (vec![Some(2), None], vec![None, text("two")])];
        assert_eq!(rows(c), expected);
    }
    run(c, "ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 7").unwrap();
    run(c, "ALTER TABLE t ADD COLUMN d TEXT DEFAULT 'new'").unwrap();
    for _ in 0..2 {
        let row = |a: i64, b: &str| (vec![Some(a), None, Some(7), None], vec![None, text(b), None, text("new")]);
        assert_eq!(rows(c), [row(1, "one"), row(2, "two")]);
    }
    run(c, "ALTER TABLE t DROP COLUMN b").unwrap();
    run(c, "ALTER TABLE t DROP COLUMN c").unwrap();
    run(c, "ALTER TABLE t DROP COLUMN d").unwrap();
    assert_eq!(rows(c), [(vec![Some(1)], vec![None]), (vec![Some(2)], vec![None])]);
}
