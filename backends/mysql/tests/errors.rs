//! What the server refuses, as data.

mod common;

use aludel_core::{
    Error, ErrorKind,
    engine::{Backend, Isolation, TransactionOptions},
};
use aludel_mysql::{Connection, MariaDb, MySql};
use common::{V, connect, connect_to, execute, first, query, script, shown, text, url};
use std::{sync::mpsc, thread};

type C = Connection;

/// Tables of which a test has its own copies.
fn tables(c: &mut C, name: &str) {
    script::<MySql>(
        c,
        &format!(
            "DROP TABLE IF EXISTS {name}_posts, {name}_users; \
             CREATE TABLE {name}_users (id BIGINT PRIMARY KEY AUTO_INCREMENT, email VARCHAR(99) NOT NULL, \
                age INT CHECK (age >= 0), UNIQUE KEY uq_email (email), CONSTRAINT {name}_old CHECK (age < 200)); \
             CREATE TABLE {name}_posts (id BIGINT PRIMARY KEY AUTO_INCREMENT, author_id BIGINT NOT NULL, \
                CONSTRAINT {name}_author FOREIGN KEY (author_id) REFERENCES {name}_users (id))"
        ),
    );
}

fn fails(c: &mut C, sql: &str, values: Vec<V>) -> Error {
    execute::<MySql>(c, sql, values).unwrap_err()
}

#[test]
fn a_broken_constraint_is_told_as_data() {
    use aludel_core::ConstraintKind as K;
    let c = &mut connect::<MySql>();
    tables(c, "data");
    execute::<MySql>(c, "INSERT INTO data_users (id, email, age) VALUES (1, ?, 3)", vec![text("hunter2")]).unwrap();
    execute::<MySql>(c, "INSERT INTO data_posts (author_id) VALUES (1)", vec![]).unwrap();
    let email = "INSERT INTO data_users (email, age) VALUES (?, ?)";
    for (error, kind, code, name, table, columns) in [
        (fails(c, email, vec![text("hunter2"), V::Null]), K::Unique, "1062", Some("uq_email"), None, &[][..]),
        (
            fails(c, "INSERT INTO data_users (id, email) VALUES (1, 'x')", vec![]),
            K::Unique,
            "1062",
            Some("PRIMARY"),
            None,
            &[],
        ),
        (fails(c, email, vec![V::Null, V::Null]), K::NotNull, "1048", None, None, &["email"]),
        (fails(c, "INSERT INTO data_users (age) VALUES (1)", vec![]), K::NotNull, "1364", None, None, &["email"]),
        (fails(c, email, vec![text("a"), V::I32(200)]), K::Check, "4025", Some("data_old"), Some("data_users"), &[]),
        (
            fails(c, email, vec![text("a"), V::I32(-1)]),
            K::Check,
            "4025",
            Some("data_users.age"),
            Some("data_users"),
            &["age"],
        ),
        (
            fails(c, "INSERT INTO data_posts (author_id) VALUES (?)", vec![V::I64(777)]),
            K::ForeignKey,
            "1452",
            Some("data_author"),
            Some("data_posts"),
            &["author_id"],
        ),
        (
            fails(c, "DELETE FROM data_users", vec![]),
            K::ForeignKey,
            "1451",
            Some("data_author"),
            Some("data_posts"),
            &["author_id"],
        ),
    ] {
        assert_eq!((error.kind(), error.code()), (ErrorKind::Constraint, Some(code)), "{error}");
        let constraint = error.constraint().unwrap();
        assert_eq!(constraint.kind, kind, "{error}");
        assert_eq!((constraint.name.as_deref(), constraint.table.as_deref()), (name, table), "{error}");
        assert_eq!(constraint.columns, columns, "{error}");
        assert!(!shown(&error).contains("hunter2") && !shown(&error).contains("777"), "{error}");
    }
    assert!(!MySql::is_broken(c));
}

#[test]
fn a_statement_that_is_wrong_says_why() {
    let c = &mut connect::<MySql>();
    for (sql, code, says) in [
        ("SELEC 1", "1064", "SELEC"),
        ("SELECT * FROM nowhere", "1146", "nowhere"),
        ("SELECT nothing", "1054", "nothing"),
        ("SELECT ?", "", "1 placeholders, 0 values"),
    ] {
        let error = fails(c, sql, vec![]);
        assert_eq!((error.kind(), error.code().unwrap_or("")), (ErrorKind::Statement, code));
        assert!(error.message().contains(says), "{error}");
    }
    let error = fails(c, "SELECT 'x'", vec![V::I64(1)]);
    assert_eq!(error.kind(), ErrorKind::Statement);
    // A value in an error of the statement is cut.
    let error = fails(c, "DO EXTRACTVALUE('<a/>', ?)", vec![text("hunter2'[")]);
    assert_eq!(error.kind(), ErrorKind::Statement);
    assert!(!shown(&error).contains("hunter2"), "{error}");
    assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
}

#[test]
fn an_error_while_rows_are_read_is_told() {
    let c = &mut connect::<MySql>();
    let rows = query::<MySql, i64>(c, "SELECT 1 UNION ALL SELECT (SELECT 1 UNION SELECT 2)", vec![]);
    assert_eq!(rows.unwrap_err().kind(), ErrorKind::Statement);
    assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
}

#[test]
fn a_lock_that_is_not_released_is_a_timeout() {
    let (a, b) = (&mut connect::<MySql>(), &mut connect::<MySql>());
    tables(a, "lock");
    script::<MySql>(a, "INSERT INTO lock_users (email) VALUES ('a')");
    script::<MySql>(b, "SET SESSION innodb_lock_wait_timeout = 1");
    MySql::begin(a, &TransactionOptions::default()).unwrap();
    script::<MySql>(a, "UPDATE lock_users SET age = 1");
    MySql::begin(b, &TransactionOptions::default()).unwrap();
    let error = fails(b, "UPDATE lock_users SET age = 2", vec![]);
    assert_eq!((error.kind(), error.code()), (ErrorKind::LockTimeout, Some("1205")));
    let error = query::<MySql, i64>(b, "SELECT id FROM lock_users FOR UPDATE NOWAIT", vec![]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LockTimeout);
    assert!(error.is_transient());
}

#[test]
fn a_deadlock_is_one() {
    let (mut a, mut b) = (connect::<MySql>(), connect::<MySql>());
    tables(&mut a, "dead");
    script::<MySql>(&mut a, "INSERT INTO dead_users (id, email) VALUES (1, 'a'), (2, 'b')");
    for c in [&mut a, &mut b] {
        script::<MySql>(c, "SET SESSION innodb_lock_wait_timeout = 20");
        MySql::begin(c, &TransactionOptions::default()).unwrap();
    }
    let update = "UPDATE dead_users SET age = 9 WHERE id = ?";
    execute::<MySql>(&mut a, update, vec![V::I64(1)]).unwrap();
    execute::<MySql>(&mut b, update, vec![V::I64(2)]).unwrap();
    let (tell, told) = mpsc::channel();
    let other = thread::spawn(move || {
        let result = execute::<MySql>(&mut a, update, vec![V::I64(2)]);
        tell.send(result.err()).unwrap();
        let _ = MySql::script(&mut a, "ROLLBACK");
    });
    let here = execute::<MySql>(&mut b, update, vec![V::I64(1)]).err();
    let _ = MySql::script(&mut b, "ROLLBACK");
    let there = told.recv().unwrap();
    other.join().unwrap();
    let errors: Vec<Error> = [here, there].into_iter().flatten().collect();
    assert_eq!(errors.iter().map(Error::kind).collect::<Vec<_>>(), [ErrorKind::Deadlock]);
}

#[test]
fn a_changed_row_is_a_serialization_failure_where_the_server_looks() {
    let (a, b) = (&mut connect::<MariaDb>(), &mut connect::<MariaDb>());
    if MariaDb::script(a, "SET SESSION innodb_snapshot_isolation = ON").is_err() {
        return; // MariaDB before 10.6.18
    }
    tables(b, "snap");
    script::<MariaDb>(b, "INSERT INTO snap_users (email, age) VALUES ('a', 1)");
    MariaDb::begin(a, &TransactionOptions::isolation(Isolation::RepeatableRead)).unwrap();
    first::<MariaDb, i64>(a, "SELECT age FROM snap_users").unwrap();
    script::<MariaDb>(b, "UPDATE snap_users SET age = 2");
    let error = execute::<MariaDb>(a, "UPDATE snap_users SET age = 3", vec![]).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Serialization, Some("1020")));
}

#[test]
fn a_killed_connection_is_known_to_be_broken() {
    let (a, b) = (&mut connect::<MySql>(), &mut connect::<MySql>());
    let id: i64 = first::<MySql, i64>(a, "SELECT CONNECTION_ID()").unwrap();
    script::<MySql>(b, &format!("KILL {id}"));
    let error = first::<MySql, i64>(a, "SELECT 1").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
    assert!(MySql::is_broken(a));
    assert_eq!(MySql::ping(a).unwrap_err().kind(), ErrorKind::ConnectionLost);
    MySql::ping(b).unwrap();
    assert!(!MySql::is_broken(b));
}

#[test]
fn who_may_not_connect_is_told_so_without_the_password() {
    let (before, after) = url().split_once('@').map(|(b, a)| (b.to_owned(), a.to_owned())).unwrap();
    let user = before.rsplit('/').next().unwrap().split(':').next().unwrap().to_owned();
    let server = after.split('/').next().unwrap();
    for (url, kind) in [
        (format!("mysql://{user}:wr0ng@{after}"), ErrorKind::Authentication),
        (format!("mysql://nobody:wr0ng@{after}"), ErrorKind::Authentication),
        (format!("{before}@{server}/no_such_database_wr0ngless"), ErrorKind::Connect),
        (format!("mysql://{user}:wr0ng@127.0.0.1:1/x"), ErrorKind::Connect),
        (format!("mysql://{user}:wr0ng@nowhere.invalid/x"), ErrorKind::Connect),
        (format!("mysql://{user}:wr0ng@localhost/x?socket=/nowhere.sock"), ErrorKind::Connect),
    ] {
        let error = connect_to::<MySql>(&url).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!shown(&error).replace("wr0ngless", "").contains("wr0ng"), "{error}");
    }
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let begun = std::time::Instant::now();
    let error = connect_to::<MySql>(&format!("mysql://u:p@127.0.0.1:{port}/d?connect_timeout=1")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains("in time"), "{error}");
    assert!(begun.elapsed().as_secs() < 5);
}
