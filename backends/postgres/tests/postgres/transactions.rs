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
    assert_eq!(Postgres::in_transaction(c), None);
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
