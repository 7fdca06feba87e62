//! Statements are kept prepared, and prepared again where that is needed.

use crate::support::*;
use aludel_core::{
    ErrorKind,
    engine::{Backend, Rows},
    sql::SqlText,
    value::{Row as _, SqlType},
};
use aludel_postgres::{Connection, Postgres, STATEMENTS};

fn prepared(c: &mut Connection) -> i64 {
    let sql = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%ke' || 'pt%'";
    c.raw().simple_query(sql).unwrap()[0][0].as_deref().unwrap().parse().unwrap()
}

#[test]
fn a_text_is_prepared_once_and_the_oldest_go() {
    let c = &mut connect();
    for _ in 0..3 {
        execute(c, "SELECT 'kept'", &Nothing).unwrap();
    }
    assert_eq!(prepared(c), 1);
    for i in 0..STATEMENTS + 10 {
        Postgres::execute(c, &SqlText::Rendered(&format!("SELECT 'kept', {i}")), &()).unwrap();
    }
    assert_eq!(prepared(c), STATEMENTS as i64 + 1);
}

#[test]
fn one_text_serves_values_of_several_types() {
    let c = &mut connect();
    const SQL: &str = "SELECT $1 /* kept */";
    assert_eq!(reading(c, SQL, &V(7i32), |row| row.i64(0).unwrap()), 7);
    assert_eq!(reading(c, SQL, &V(i64::MAX), |row| row.i64(0).unwrap()), i64::MAX);
    // The wider statement does for the narrower value.
    assert_eq!(reading(c, SQL, &V(-7i16), |row| row.i64(0).unwrap()), -7);
    assert_eq!(reading(c, SQL, &V("7".to_owned()), |row| row.text(0).unwrap().into_owned()), "7");
    assert_eq!(reading(c, SQL, &V(0.5f32), |row| row.f64(0).unwrap()), 0.5);
    assert_eq!(reading(c, SQL, &V(0.5f64), |row| row.f64(0).unwrap()), 0.5);
    assert_eq!(reading(c, SQL, &V(0.25f32), |row| row.f64(0).unwrap()), 0.25);
    assert!(reading(c, SQL, &V(N(SqlType::Text)), |row| row.is_null(0)));
    assert_eq!(prepared(c), 1);
}

#[test]
fn rows_are_counted() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (id int8 PRIMARY KEY, n int4)");
    assert_eq!(execute(c, "INSERT INTO t VALUES ($1, 1), ($2, 2)", &W(1i64, 2i64)).unwrap(), 2);
    assert_eq!(execute(c, "UPDATE t SET n = n", &Nothing).unwrap(), 2);
    assert_eq!(execute(c, "UPDATE t SET n = 5 WHERE id = $1", &V(9i64)).unwrap(), 0);
    assert_eq!(execute(c, "DELETE FROM t WHERE id = $1", &V(1i64)).unwrap(), 1);
    assert_eq!(execute(c, "CREATE TEMP TABLE u (id int8)", &Nothing).unwrap(), 0);
}

#[test]
fn a_change_of_the_schema_is_survived() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (a int4); INSERT INTO t VALUES (1)");
    for all in [one, one_of_all] as [fn(&mut Connection, &'static str, &Nothing) -> _; 2] {
        assert_eq!(all(c, "SELECT * FROM t", &Nothing).unwrap().width(), 1);
        script(c, "ALTER TABLE t ADD b int4");
        assert_eq!(all(c, "SELECT * FROM t", &Nothing).unwrap().width(), 2);
        script(c, "ALTER TABLE t DROP b");
        assert_eq!(all(c, "SELECT * FROM t", &Nothing).unwrap().width(), 1);
    }
    // Inside a transaction the error stands, and the next run is fine.
    script(c, "BEGIN; ALTER TABLE t ADD b int4");
    let error = failure(one(c, "SELECT * FROM t", &Nothing));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some("0A000")));
    script(c, "ROLLBACK; ALTER TABLE t ADD b int4");
    assert_eq!(one(c, "SELECT * FROM t", &Nothing).unwrap().width(), 2);
}

#[test]
fn a_parameter_whose_type_changed_is_asked_for_again() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (a varchar); INSERT INTO t VALUES ('1')");
    const SQL: &str = "SELECT 1 FROM t WHERE a = $1";
    one(c, SQL, &V("1".to_owned())).unwrap();
    script(c, "ALTER TABLE t ALTER a TYPE date USING '2024-01-01'::date");
    let day = "2024-01-01".to_owned();
    failure(one(c, SQL, &V(day.clone())));
    one(c, SQL, &V(day)).unwrap();
    script(c, "ALTER TABLE t ALTER a TYPE text USING 'one'");
    failure(one(c, SQL, &V("one".to_owned())));
    one(c, SQL, &V("one".to_owned())).unwrap();
}

#[test]
fn statements_that_the_server_forgot_are_prepared_again() {
    let c = &mut connect();
    one(c, "SELECT 5", &Nothing).unwrap();
    script(c, "DEALLOCATE ALL");
    assert_eq!(one(c, "SELECT 5", &Nothing).unwrap().i64(0).unwrap(), 5);
}

#[test]
fn rows_can_be_left_unread() {
    let c = &mut connect();
    for _ in 0..2 {
        let sql = SqlText::Constant("SELECT g, repeat('x', 100) FROM generate_series(1, 50000) g");
        let mut rows = Postgres::query(c, &sql, &()).unwrap();
        assert_eq!(rows.next().unwrap().unwrap().i64(0).unwrap(), 1);
    }
    assert_eq!(one(c, "SELECT 5", &Nothing).unwrap().i64(0).unwrap(), 5);
}

#[test]
fn an_error_in_the_middle_of_the_rows_is_told_once() {
    let c = &mut connect();
    let sql = SqlText::Constant("SELECT 10 / (5000 - g) FROM generate_series(1, 9999) g");
    let mut rows = Postgres::query(c, &sql, &()).unwrap();
    let mut read = 0;
    let error = loop {
        match rows.next() {
            Ok(Some(_)) => read += 1,
            Ok(None) => panic!("an error was expected"),
            Err(error) => break error,
        }
    };
    assert_eq!((read, error.code()), (4999, Some("22012")));
    assert!(rows.next().unwrap().is_none());
    drop(rows);
    one(c, "SELECT 5", &Nothing).unwrap();
}

#[test]
fn scripts_have_many_statements() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE a (i int4); CREATE TEMP TABLE b (i int4); INSERT INTO a VALUES (1)");
    assert_eq!(one(c, "SELECT count(*) FROM a, b", &Nothing).unwrap().i64(0).unwrap(), 0);
    assert_eq!(failure(Postgres::script(c, "SELECT 1; SELEC 2")).code(), Some("42601"));
}
