//! SQLite's errors as kinds and data.
#![allow(missing_docs)]

mod common;
use aludel_core::{
    Constraint, ConstraintKind, Error, ErrorKind,
    engine::{Backend, TransactionOptions},
    sql::SqlText,
};
use aludel_sqlite::{Connection, Sqlite};
use common::*;

fn blog() -> Connection {
    let mut c = memory();
    let schema = r#"
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL,
            name TEXT CONSTRAINT short CHECK (length(name) < 10),
            age INTEGER CHECK (age > 0),
            UNIQUE (email, name)
        );
        CREATE UNIQUE INDEX lower_email ON users (lower(email));
        CREATE TABLE posts (id TEXT PRIMARY KEY, author INTEGER REFERENCES users (id)) WITHOUT ROWID;
        CREATE TRIGGER guard BEFORE DELETE ON posts BEGIN SELECT RAISE(ABORT, 'posts stay'); END;
        CREATE TABLE strict_one (a INTEGER) STRICT;
    "#;
    Sqlite::script(&mut c, schema).unwrap();
    run(&mut c, "INSERT INTO users VALUES (1, 'a@x', 'a', 1)").unwrap();
    c
}

#[track_caller]
fn breaks(sql: &str) -> (Error, Constraint) {
    let error = fails(run(&mut blog(), sql), ErrorKind::Constraint);
    let constraint = error.constraint().cloned().unwrap();
    (error, constraint)
}

#[test]
fn unique() {
    let (error, c) = breaks("INSERT INTO users VALUES (2, 'a@x', 'a', 1), (3, 'A@X', 'z', 1)");
    // Indices are checked newest first.
    assert_eq!((c.kind, c.name.as_deref()), (ConstraintKind::Unique, Some("lower_email")));
    assert_eq!(error.code(), Some("2067"));
    let sql = "DROP INDEX lower_email; INSERT INTO users VALUES (2, 'a@x', 'a', 1)";
    let error = fails(Sqlite::script(&mut blog(), sql), ErrorKind::Constraint);
    let c = error.constraint().unwrap();
    assert_eq!((c.table.as_deref(), &c.columns[..]), (Some("users"), &["email".to_owned(), "name".to_owned()][..]));
    assert_eq!(error.message(), "`users` has a row with this `email`, `name` already (UNIQUE)");
}

#[test]
fn primary_key() {
    let (error, c) = breaks("INSERT INTO users VALUES (1, 'b@x', 'b', 1)");
    assert_eq!(
        (c.kind, c.table.as_deref(), &c.columns[..]),
        (ConstraintKind::Unique, Some("users"), &["id".into()][..])
    );
    assert_eq!(error.code(), Some("1555"));
}

#[test]
fn not_null() {
    let (error, c) = breaks("INSERT INTO users (email) VALUES (NULL)");
    let columns = ["email".to_owned()];
    assert_eq!((c.kind, c.table.as_deref(), &c.columns[..]), (ConstraintKind::NotNull, Some("users"), &columns[..]));
    assert_eq!(error.message(), "`users.email` cannot be NULL");
}

#[test]
fn check() {
    let (_, c) = breaks("UPDATE users SET name = '0123456789'");
    assert_eq!((c.kind, c.name.as_deref()), (ConstraintKind::Check, Some("short")));
    let (_, c) = breaks("UPDATE users SET age = -1");
    assert_eq!(c.name.as_deref(), Some("age > 0"));
}

#[test]
fn foreign_key_at_once_and_at_commit() {
    let (error, c) = breaks("INSERT INTO posts VALUES ('p', 99)");
    assert_eq!((c.kind, error.code()), (ConstraintKind::ForeignKey, Some("787")));
    let c = &mut blog();
    Sqlite::script(c, "BEGIN; PRAGMA defer_foreign_keys = on; INSERT INTO posts VALUES ('p', 99)").unwrap();
    let error = fails(run(c, "COMMIT"), ErrorKind::Constraint);
    assert_eq!(error.constraint().unwrap().kind, ConstraintKind::ForeignKey);
    assert_eq!(Sqlite::in_transaction(c), Some(true));
    run(c, "ROLLBACK").unwrap();
}

#[test]
fn foreign_key_of_a_statement_that_returns_rows() {
    let c = &mut blog();
    let sql = SqlText::Constant("INSERT INTO posts VALUES ('p', 99) RETURNING id");
    fails(Sqlite::query(c, &sql, &()).map(drop), ErrorKind::Constraint);
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM posts").unwrap(), 0);
}

#[test]
fn others() {
    let c = &mut blog();
    run(c, "INSERT INTO posts VALUES ('p', 1)").unwrap();
    let error = fails(run(c, "DELETE FROM posts"), ErrorKind::Constraint);
    assert_eq!((error.message(), error.constraint()), ("posts stay", None));
    let error =
        fails(run_with(c, "INSERT INTO strict_one VALUES (?)", Values(&["secret".to_owned()])), ErrorKind::Encode);
    assert!(error.message().contains("strict_one.a") && !error.message().contains("secret"), "{error}");
    fails(run_with(c, "INSERT INTO users (id, email) VALUES (?, 'b')", Values(&["x".to_owned()])), ErrorKind::Encode);
    let error = fails(run(c, "SELECT nmae FROM users"), ErrorKind::Statement);
    assert_eq!((error.message(), error.code()), ("no such column: nmae", Some("1")));
    // Not the text 'nmae'.
    fails(run(c, "SELECT \"nmae\" FROM users"), ErrorKind::Statement);
    fails(run(c, "SELECT abs(-9223372036854775808)"), ErrorKind::Statement);
    fails(run(c, "COMMIT"), ErrorKind::Transaction);
    fails(run(c, "RELEASE nowhere"), ErrorKind::Transaction);
    Sqlite::begin(c, &TransactionOptions::default()).unwrap();
    fails(Sqlite::begin(c, &TransactionOptions::default()), ErrorKind::Transaction);
    let path = Values(&["secret".to_owned()]);
    let error = fails(run_with(c, "SELECT json_extract('{}', ?)", path), ErrorKind::Statement);
    assert!(!error.message().contains("secret"), "{error}");
}

#[test]
fn texts_that_are_not_one_statement() {
    let c = &mut memory();
    for sql in ["", " -- nothing", "SELECT 1; SELECT 2", "SELECT 1\0", "SELEC 1"] {
        fails(run(c, sql), ErrorKind::Statement);
    }
    for sql in ["SELECT 1;", "SELECT 1; -- done\n;", "/* é */ SELECT 1"] {
        assert_eq!(one::<i64>(c, sql).unwrap(), 1);
    }
    let error = fails(run_with(c, "SELECT ?, ?", Values(&[1i64])), ErrorKind::Statement);
    assert_eq!(error.message(), "the statement has 2 placeholders, but got 1 values");
    fails(run_with(c, "SELECT ?", Values(&[1i64, 2])), ErrorKind::Statement);
    let many = format!("SELECT ?{}", ", ?".repeat(1999));
    assert!(run_with(c, &many, Values(&[1i64; 2000])).is_ok());
    let most = format!("SELECT 1 WHERE 1 IN (?{})", ", ?".repeat(Sqlite::MAX_BINDS - 1));
    assert!(run_with(c, &most, Values(&vec![1i64; Sqlite::MAX_BINDS])).is_ok());
}

#[test]
fn a_failure_leaves_the_statement_usable() {
    let c = &mut blog();
    let sql = "INSERT INTO users (email, name) VALUES (?, ?)";
    run_with(c, sql, Values(&["b".to_owned(), "b".to_owned()])).unwrap();
    fails(run_with(c, sql, Values(&["b".to_owned(), "b".to_owned()])), ErrorKind::Constraint);
    fails(run_with(c, sql, Values(&["c".to_owned()])), ErrorKind::Statement);
    fails(run_with(c, sql, Values(&[1.0, f64::NAN])), ErrorKind::Encode);
    run_with(c, sql, Values(&["c".to_owned(), "c".to_owned()])).unwrap();
    assert_eq!(one::<i64>(c, "SELECT count(*) FROM users").unwrap(), 3);
}
