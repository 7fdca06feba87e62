//! What the server refuses, as kinds and data, without values.

use crate::support::*;
use aludel_core::{
    ConstraintKind, Error, ErrorKind,
    engine::{Backend, Isolation, TransactionOptions},
    sql::SqlText,
};
use aludel_postgres::{Connection, Postgres};
use std::{error::Error as _, thread};

fn refused(c: &mut Connection, sql: &str) -> Error {
    let error = failure(Postgres::execute(c, &SqlText::Rendered(sql), &()));
    // Nowhere: not in the message, not in what it was made from.
    let mut all = format!("{error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        all += &format!("{error:?} {error}");
        source = error.source();
    }
    assert!(!all.contains("s3cr3t") && !all.contains("4711"), "{all}");
    error
}

#[test]
fn constraints_are_data() {
    let c = &mut connect();
    script(
        c,
        r#"CREATE TEMP TABLE u (id int4 PRIMARY KEY, email text UNIQUE, name text NOT NULL, age int4 CHECK (age > 0),
           "Odd ""name" text, UNIQUE (name, "Odd ""name"));
           CREATE TEMP TABLE p (id int4, author_id int4 REFERENCES u (id));
           CREATE TEMP TABLE r (during int4range, EXCLUDE USING gist (during WITH &&));
           INSERT INTO u VALUES (4711, 's3cr3t', 's3cr3t', 1, 's3cr3t'); INSERT INTO p VALUES (1, 4711);
           INSERT INTO r VALUES ('[1,5)')"#,
    );
    let check = |c: &mut Connection, sql: &str, kind, name: Option<&str>, table: &str, columns: &[&str]| {
        let error = refused(c, sql);
        assert_eq!(error.kind(), ErrorKind::Constraint);
        let constraint = error.constraint().unwrap();
        assert_eq!((constraint.kind, constraint.name.as_deref()), (kind, name), "{error}");
        assert_eq!(
            (constraint.table.as_deref(), &constraint.columns[..]),
            (Some(table), &columns.iter().map(|c| c.to_string()).collect::<Vec<_>>()[..])
        );
        error.message().to_owned()
    };
    use ConstraintKind::*;
    let sql = "INSERT INTO u VALUES (2, 's3cr3t', 'n', 1)";
    let message = check(c, sql, Unique, Some("u_email_key"), "u", &["email"]);
    assert_eq!(message, "`u` already has a row with the same `email` (constraint `u_email_key`)");
    check(c, "INSERT INTO u VALUES (4711, 'e', 'n', 1)", Unique, Some("u_pkey"), "u", &["id"]);
    let sql = "INSERT INTO u VALUES (3, 'e', 's3cr3t', 1, 's3cr3t')";
    check(c, sql, Unique, Some("u_name_Odd \"name_key"), "u", &["name", "Odd \"name"]);
    check(c, "INSERT INTO u VALUES (3, 's3cr3t2', NULL, 1)", NotNull, None, "u", &["name"]);
    check(c, "INSERT INTO u VALUES (3, 's3cr3t2', 'n', -4711)", Check, Some("u_age_check"), "u", &[]);
    check(c, "INSERT INTO p VALUES (2, 47112)", ForeignKey, Some("p_author_id_fkey"), "p", &["author_id"]);
    check(c, "DELETE FROM u WHERE id = 4711", ForeignKey, Some("p_author_id_fkey"), "p", &[]);
    check(c, "INSERT INTO r VALUES ('[2,4711)')", Exclusion, Some("r_during_excl"), "r", &["during"]);
}

#[test]
fn statements_are_refused_with_the_reason_and_the_code() {
    let c = &mut connect();
    let error = refused(c, "SELEC 1");
    assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some("42601")));
    assert_eq!(error.message(), "syntax error at or near \"SELEC\", at character 1 of the statement");
    script(c, "CREATE TEMP TABLE t (name text)");
    let error = refused(c, "SELECT nme FROM t");
    assert_eq!(error.code(), Some("42703"));
    assert!(error.message().contains("Perhaps you meant to reference the column \"t.name\""), "{error}");
    assert_eq!(refused(c, "SELECT * FROM no_such_table").code(), Some("42P01"));
    for (sql, code) in [("SELECT to_jsonb($1)", "42804"), ("SELECT concat($1)", "42P18")] {
        let error = failure(execute(c, sql, &V("x".to_owned())));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some(code)));
        assert!(error.message().contains("write a cast around the value"), "{error}");
    }
}

#[test]
fn values_are_cut_out_of_messages() {
    let c = &mut connect();
    for (sql, code) in [
        ("SELECT 's3cr3t'::text::int4", "22P02"),
        ("SELECT '4711471147114711'::text::int4", "22003"),
        ("SELECT 's3cr3t'::text::date", "22007"),
        ("SELECT '{s3cr3t'::text::int4[]", "22P02"),
        ("SELECT '{\"s3cr3t'::text::jsonb", "22P02"),
    ] {
        let error = refused(c, sql);
        assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some(code)), "{error}");
    }
    script(c, "CREATE TEMP TABLE t (v varchar(3))");
    let error = refused(c, "INSERT INTO t VALUES ('s3cr3t')");
    assert_eq!(error.message(), "value too long for type character varying(3)");
}

#[test]
fn too_few_values_are_an_error() {
    let c = &mut connect();
    assert_eq!(failure(execute(c, "SELECT $1::int4, $2::int4", &V(1i32))).kind(), ErrorKind::Statement);
    execute(c, "SELECT 1", &Nothing).unwrap();
}

#[test]
fn an_sql_text_with_nul_is_refused() {
    let c = &mut connect();
    assert_eq!(failure(execute(c, "SELECT 1 \0", &Nothing)).kind(), ErrorKind::Encode);
    assert_eq!(failure(Postgres::script(c, "SELECT 1 \0")).kind(), ErrorKind::Encode);
    execute(c, "SELECT 1", &Nothing).unwrap();
}

/// Two connections and a table of two rows that both see.
fn two(table: &str) -> (Connection, Connection) {
    let mut a = connect();
    script(
        &mut a,
        &format!(
            "DROP TABLE IF EXISTS {table}; CREATE TABLE {table} (id int4 PRIMARY KEY, n int4); \
             INSERT INTO {table} VALUES (1, 0), (2, 0)"
        ),
    );
    (a, connect())
}

#[test]
fn a_lock_that_is_not_granted() {
    let (mut a, mut b) = two("aludel_lock");
    script(&mut a, "BEGIN; UPDATE aludel_lock SET n = 1 WHERE id = 1");
    script(&mut b, "SET lock_timeout = '50ms'");
    for sql in ["UPDATE aludel_lock SET n = 2 WHERE id = 1", "SELECT * FROM aludel_lock FOR UPDATE NOWAIT"] {
        let error = failure(execute(&mut b, sql, &Nothing));
        assert_eq!((error.kind(), error.code()), (ErrorKind::LockTimeout, Some("55P03")));
        assert!(error.is_transient());
    }
    script(&mut a, "ROLLBACK; DROP TABLE aludel_lock");
}

#[test]
fn a_serialization_failure() {
    let (mut a, mut b) = two("aludel_serial");
    Postgres::begin(&mut a, &TransactionOptions::isolation(Isolation::RepeatableRead)).unwrap();
    execute(&mut a, "SELECT * FROM aludel_serial", &Nothing).unwrap();
    script(&mut b, "UPDATE aludel_serial SET n = 5 WHERE id = 1");
    let error = failure(execute(&mut a, "UPDATE aludel_serial SET n = 6 WHERE id = 1", &Nothing));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Serialization, Some("40001")));
    script(&mut a, "ROLLBACK; DROP TABLE aludel_serial");
}

#[test]
fn a_deadlock() {
    let (mut a, mut b) = two("aludel_dead");
    script(&mut a, "BEGIN; UPDATE aludel_dead SET n = 1 WHERE id = 1");
    script(&mut b, "BEGIN; UPDATE aludel_dead SET n = 1 WHERE id = 2");
    let other = thread::spawn(move || {
        let result = execute(&mut b, "UPDATE aludel_dead SET n = 2 WHERE id = 1", &Nothing);
        script(&mut b, "ROLLBACK");
        result
    });
    let mine = execute(&mut a, "UPDATE aludel_dead SET n = 2 WHERE id = 2", &Nothing);
    script(&mut a, "ROLLBACK");
    let errors: Vec<_> = [mine, other.join().unwrap()].into_iter().filter_map(Result::err).collect();
    assert_eq!(errors.iter().map(Error::kind).collect::<Vec<_>>(), [ErrorKind::Deadlock]);
    script(&mut a, "DROP TABLE aludel_dead");
}
