//! Transactions begin as asked, and a COMMIT that does not commit is an error.

use crate::support::*;
use aludel_core::{
    ErrorKind,
    engine::{Backend, Isolation, TransactionOptions},
    value::Row as _,
};
use aludel_postgres::Postgres;

#[test]
fn the_options_reach_the_server() {
    let c = &mut connect();
    for level in [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable] {
        Postgres::begin(c, &TransactionOptions::isolation(level).immediate()).unwrap();
        assert_eq!(text(c, "SHOW transaction_isolation"), level.sql().to_lowercase());
        assert_eq!(text(c, "SHOW transaction_read_only"), "off");
        script(c, "COMMIT");
    }
    Postgres::begin(c, &TransactionOptions::isolation(Isolation::Serializable).read_only()).unwrap();
    let error = failure(execute(c, "CREATE TABLE never (i int)", &Nothing));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Transaction, Some("25006")));
    script(c, "ROLLBACK");
    assert_eq!(Postgres::in_transaction(c), Some(false));
}

#[test]
fn a_commit_after_a_failure_is_an_error_and_ends_the_transaction() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (i int4 CHECK (i > 0))");
    Postgres::begin(c, &TransactionOptions::default()).unwrap();
    execute(c, "INSERT INTO t VALUES (1)", &Nothing).unwrap();
    failure(execute(c, "INSERT INTO t VALUES (0)", &Nothing));
    let error = failure(execute(c, "SELECT 1", &Nothing));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Transaction, Some("25P02")));
    let error = failure(Postgres::script(c, "COMMIT"));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Transaction, Some("25P02")));
    assert!(error.message().starts_with("nothing was committed"), "{error}");
    assert_eq!(one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap(), 0);

    // A failure that was rolled back to a savepoint does no harm.
    Postgres::begin(c, &TransactionOptions::default()).unwrap();
    execute(c, "INSERT INTO t VALUES (1)", &Nothing).unwrap();
    script(c, "SAVEPOINT s");
    failure(execute(c, "INSERT INTO t VALUES (0)", &Nothing));
    script(c, "ROLLBACK TO SAVEPOINT s");
    script(c, "COMMIT");
    assert_eq!(one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap(), 1);
}

#[test]
fn a_deferred_constraint_fails_at_the_commit() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (i int4 UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    Postgres::begin(c, &TransactionOptions::default()).unwrap();
    execute(c, "INSERT INTO t VALUES (1), (1)", &Nothing).unwrap();
    assert_eq!(failure(Postgres::script(c, "COMMIT")).kind(), ErrorKind::Constraint);
    assert_eq!(one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap(), 0);
}

#[test]
fn a_transaction_begins_with_its_first_statement() {
    let (c, other) = (&mut connect(), &mut connect());
    let pid = c.raw().process();
    let state = |other: &mut aludel_postgres::Connection| {
        let sql = "SELECT state FROM pg_stat_activity WHERE pid = $1";
        one(other, sql, &V(pid)).unwrap().text(0).unwrap().into_owned()
    };
    let begin = |c: &mut _| Postgres::begin(c, &TransactionOptions::default()).unwrap();
    script(c, "CREATE TEMP TABLE t (i int4)");
    // Nothing was done in it: the server never hears of it.
    for end in ["COMMIT", "ROLLBACK"] {
        begin(c);
        assert_eq!(Postgres::in_transaction(c), Some(true));
        assert_eq!(state(other), "idle");
        script(c, end);
        assert_eq!(Postgres::in_transaction(c), Some(false));
    }
    // Whatever comes first is inside.
    let firsts: [fn(&mut aludel_postgres::Connection); 4] = [
        |c| assert_eq!(execute(c, "INSERT INTO t VALUES (1)", &Nothing).unwrap(), 1),
        |c| script(c, "INSERT INTO t VALUES (1)"),
        |c| drop(c.raw().simple_query("INSERT INTO t VALUES (1)").unwrap()),
        |c| {
            script(c, "SAVEPOINT s");
            execute(c, "INSERT INTO t VALUES (1)", &Nothing).unwrap();
        },
    ];
    for first in firsts {
        begin(c);
        first(c);
        assert_eq!(state(other), "idle in transaction");
        script(c, "ROLLBACK");
        assert_eq!(one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap(), 0);
    }
    // A statement that fails, prepared or not, fails inside.
    for sql in ["SELEC", "SELECT 1 / 0"] {
        begin(c);
        failure(Postgres::execute(c, &aludel_core::sql::SqlText::Rendered(sql), &()));
        assert_eq!(failure(Postgres::script(c, "COMMIT")).code(), Some("25P02"));
    }
    // One that cannot be sent does not begin it.
    begin(c);
    failure(Postgres::script(c, "\0"));
    failure(execute(c, "SELECT 1 \0", &Nothing));
    script(c, "COMMIT");
    assert_eq!(Postgres::in_transaction(c), Some(false));
}

#[test]
fn nothing_is_done_where_the_transaction_cannot_begin() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (i int4)");
    // A session that may not set what BEGIN sets: there is a transaction already, which has read.
    script(c, "BEGIN; SELECT 1 FROM t");
    Postgres::begin(c, &TransactionOptions::isolation(Isolation::Serializable)).unwrap();
    let error = failure(execute(c, "INSERT INTO t VALUES (1)", &Nothing));
    assert_eq!(error.code(), Some("25001"));
    script(c, "ROLLBACK");
    assert_eq!(one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap(), 0);
}

#[test]
fn a_transaction_does_not_begin_where_the_server_has_hung_up() {
    let (c, other) = (&mut connect(), &mut connect());
    one(other, "SELECT pg_terminate_backend($1)", &V(c.raw().process())).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let error = failure(Postgres::begin(c, &TransactionOptions::default()));
    assert_eq!((error.kind(), error.code()), (ErrorKind::ConnectionLost, Some("57P01")));
    assert!(Postgres::is_broken(c));
    // What the server says meanwhile is no reason.
    let c = &mut connect();
    c.raw().simple_query("LISTEN begin").unwrap();
    script(other, "NOTIFY begin");
    std::thread::sleep(std::time::Duration::from_millis(200));
    Postgres::begin(c, &TransactionOptions::default()).unwrap();
    assert_eq!(c.raw().notifications(std::time::Duration::ZERO).unwrap().len(), 1);
    script(c, "ROLLBACK");
}
