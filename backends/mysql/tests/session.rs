//! How a session behaves: settings, transactions, scripts, the statement cache.

mod common;

use aludel_core::{
    ErrorKind,
    engine::{Backend, DatabaseUrl, Done, Isolation, Rows, TransactionOptions},
    sql::{DialectKind, SqlText},
    value::Row,
};
use aludel_mysql::{MariaDb, MySql};
use common::{V, connect, connect_to, execute, first, query, query_with, script, text, url};

#[test]
fn both_backends_open_mariadb() {
    for version in [MySql::version(&mut connect::<MySql>()), MariaDb::version(&mut connect::<MariaDb>())] {
        assert!(version.unwrap().starts_with("MariaDB 1"));
    }
    assert_eq!((MySql::SCHEMES, MariaDb::SCHEMES), (&["mysql"][..], &["mariadb", "mysql"][..]));
    let debug = format!("{:?}", connect::<MySql>());
    let password = url().split_once('@').unwrap().0.rsplit(':').next().unwrap().to_owned();
    assert!(!debug.contains(&password), "{debug}");
}

#[test]
fn a_connection_can_speak_the_dialect_of_the_server() {
    let url = url();
    let (_, address) = url.split_once(':').unwrap();
    for scheme in ["mysql", "mariadb"] {
        let url = DatabaseUrl::parse(&format!("{scheme}:{address}")).unwrap();
        assert_eq!(aludel_mysql::connect(&url).unwrap().dialect(), DialectKind::MariaDb);
        assert_eq!(MySql::connect(&url).unwrap().dialect(), DialectKind::MySql);
    }
}

#[test]
fn an_update_counts_the_rows_that_it_finds() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "CREATE TEMPORARY TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, a INT)");
    let two = execute::<MySql>(c, "INSERT INTO t (a) VALUES (1), (1)", vec![]).unwrap();
    assert_eq!(two, Done { affected: 2, last_insert_id: Some(1) });
    let same = execute::<MySql>(c, "UPDATE t SET a = 1", vec![]).unwrap();
    assert_eq!(same, Done { affected: 2, last_insert_id: None });
    assert_eq!(execute::<MySql>(c, "DELETE FROM t WHERE id = 7", vec![]).unwrap().affected, 0);
    // A key of 0 is a key.
    execute::<MySql>(c, "INSERT INTO t (id) VALUES (?)", vec![V::I64(0)]).unwrap();
    assert_eq!(first::<MySql, i64>(c, "SELECT MIN(id) FROM t").unwrap(), 0);
    assert_eq!(execute::<MySql>(c, "DELETE FROM t", vec![]).unwrap().affected, 3);
}

#[test]
fn rows_come_back_from_an_insert() {
    let c = &mut connect::<MariaDb>();
    script::<MariaDb>(c, "CREATE TEMPORARY TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(9))");
    let insert = "INSERT INTO t (a) VALUES (?), (?) RETURNING id, a";
    let rows = query::<MariaDb, (i64, String)>(c, insert, vec![text("x"), text("y")]).unwrap();
    assert_eq!(rows, [(1, "x".to_owned()), (2, "y".to_owned())]);
    // Without rows there are none.
    assert!(query::<MariaDb, i64>(c, "DELETE FROM t", vec![]).unwrap().is_empty());
}

#[test]
fn comparisons_are_case_sensitive_unless_a_column_says_otherwise() {
    let c = &mut connect::<MySql>();
    script::<MySql>(
        c,
        "CREATE TEMPORARY TABLE t (name VARCHAR(9) COLLATE utf8mb4_nopad_bin, any_case VARCHAR(9) COLLATE utf8mb4_general_ci); \
         INSERT INTO t VALUES ('ann', 'Ann'), ('Ann', 'x')",
    );
    let count = |c: &mut _, condition: &str, values| {
        query::<MySql, i64>(c, &format!("SELECT COUNT(*) FROM t WHERE {condition}"), values).unwrap()[0]
    };
    assert_eq!(count(c, "name = 'ann'", vec![]), 1);
    assert_eq!(count(c, "name = ?", vec![text("ann")]), 1);
    assert_eq!(count(c, "any_case = ?", vec![text("ANN")]), 1);
    assert_eq!(count(c, "name LIKE ?", vec![text("A%")]), 1);
    assert_eq!(count(c, "'a' = 'A' OR ? = 'A'", vec![text("a")]), 0);
    // Collations that meet do not fail.
    assert_eq!(count(c, "CONCAT(name, '!') = CONCAT(any_case, '!')", vec![]), 0);
    assert_eq!(count(c, "any_case = CAST(? AS CHAR)", vec![text("ANN")]), 0);
    assert_eq!(count(c, "name = any_case", vec![]), 0);
    // Spaces at the end count.
    assert_eq!(count(c, "name = ? OR 'a' = 'a '", vec![text("ann ")]), 0);
}

#[test]
fn a_backslash_means_itself() {
    let c = &mut connect::<MySql>();
    assert_eq!(first::<MySql, String>(c, r"SELECT 'a\nb'").unwrap(), r"a\nb");
    assert_eq!(first::<MySql, String>(c, "SELECT 'it''s'").unwrap(), "it's");
    assert_eq!(query::<MySql, bool>(c, r"SELECT ? LIKE '50\%' ESCAPE '\'", vec![text("50%")]).unwrap(), [true]);
    assert_eq!(query::<MySql, bool>(c, r"SELECT ? LIKE '50!%' ESCAPE '!'", vec![text("50x")]).unwrap(), [false]);
}

#[test]
fn long_texts_are_not_cut() {
    let c = &mut connect::<MySql>();
    let concat =
        "SELECT LENGTH(GROUP_CONCAT(a SEPARATOR '')) FROM (SELECT REPEAT('x', 3000) AS a UNION ALL SELECT 'y') AS t";
    assert_eq!(first::<MySql, i64>(c, concat).unwrap(), 3001);
}

#[test]
fn what_is_larger_than_a_packet_is_refused_before_it_is_sent() {
    let c = &mut connect::<MySql>();
    let packet: i64 = first::<MySql, i64>(c, "SELECT @@max_allowed_packet").unwrap();
    assert!(packet <= 64 << 20, "set max_allowed_packet of the test server to the default");
    let long = |length: i64| V::Text("z".repeat(length as usize));
    let sum = "SELECT LENGTH(?) + LENGTH(?)";
    // The largest there is, and two that are larger only together.
    for (a, b) in [(packet - 1024, 0), (packet / 4 * 3, packet / 4 * 3)] {
        assert_eq!(query::<MySql, i64>(c, sum, vec![long(a), long(b)]).unwrap(), [a + b]);
    }
    let error = query::<MySql, i64>(c, sum, vec![long(packet), long(1)]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode, "{error}");
    let text = format!("SELECT LENGTH('{}')", "z".repeat(packet as usize));
    assert_eq!(MySql::script(c, &text).unwrap_err().kind(), ErrorKind::Statement);
    assert_eq!(query::<MySql, i64>(c, &text, vec![]).unwrap_err().kind(), ErrorKind::Statement);
    assert!(!MySql::is_broken(c));
    assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
}

#[test]
fn what_looks_like_a_named_parameter_is_not_changed() {
    let c = &mut connect::<MySql>();
    assert_eq!(first::<MySql, String>(c, "SELECT ':a `:b` \"'").unwrap(), ":a `:b` \"");
    assert_eq!(first::<MySql, String>(c, r"SELECT CONCAT('\', ':a')").unwrap(), r"\:a");
}

#[test]
fn transactions_have_a_level_and_an_access_mode() {
    let c = &mut connect::<MySql>();
    let level = "SELECT IF(@@in_transaction, 'in', 'out')";
    for isolation in
        [None, Some(Isolation::ReadCommitted), Some(Isolation::RepeatableRead), Some(Isolation::Serializable)]
    {
        MySql::begin(c, &TransactionOptions { isolation, ..Default::default() }).unwrap();
        assert_eq!(first::<MySql, String>(c, level).unwrap(), "in");
        let sql =
            "SELECT trx_isolation_level FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = CONNECTION_ID()";
        script::<MySql>(c, "CREATE TEMPORARY TABLE IF NOT EXISTS tt (a INT) ENGINE=InnoDB");
        script::<MySql>(c, "INSERT INTO tt VALUES (1)");
        // The server renews this table every 0.1 seconds.
        std::thread::sleep(std::time::Duration::from_millis(200));
        let told = query::<MySql, String>(c, sql, vec![]).unwrap();
        assert_eq!(told, [isolation.unwrap_or(Isolation::RepeatableRead).sql()]);
        execute::<MySql>(c, "ROLLBACK", vec![]).unwrap();
        assert_eq!(first::<MySql, String>(c, level).unwrap(), "out");
    }
    script::<MySql>(c, "CREATE TABLE IF NOT EXISTS session_readonly (a INT)");
    MySql::begin(c, &TransactionOptions::isolation(Isolation::Serializable).read_only()).unwrap();
    let error = execute::<MySql>(c, "INSERT INTO session_readonly VALUES (1)", vec![]).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Transaction, Some("1792")));
    for sql in ["SAVEPOINT a", "ROLLBACK TO SAVEPOINT a", "RELEASE SAVEPOINT a"] {
        execute::<MySql>(c, sql, vec![]).unwrap();
    }
    let error = execute::<MySql>(c, "RELEASE SAVEPOINT a", vec![]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transaction, "{error}");
    execute::<MySql>(c, "COMMIT", vec![]).unwrap();
    assert_eq!(MySql::in_transaction(c), Some(false));
}

#[test]
fn a_statement_that_cannot_be_prepared_is_run_as_text() {
    let c = &mut connect::<MySql>();
    // MariaDB refuses to prepare a compound statement's label outside of a program, and PREPARE itself.
    execute::<MySql>(c, "PREPARE p FROM 'DO 1'", vec![]).unwrap();
    execute::<MySql>(c, "EXECUTE p", vec![]).unwrap();
}

#[test]
fn a_script_reports_the_error_of_any_statement() {
    let c = &mut connect::<MySql>();
    let sql = "CREATE TEMPORARY TABLE t (a VARCHAR(9)); INSERT INTO t VALUES ('a;b'); INSERT INTO nowhere VALUES (1); \
               INSERT INTO t VALUES ('not reached')";
    let error = MySql::script(c, sql).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some("1146")));
    assert_eq!(query::<MySql, String>(c, "SELECT a FROM t", vec![]).unwrap(), ["a;b"]);
    for sql in ["", " \n", "DO 1;", "DO 1; ", "DO 1; -- the end\n", "SELECT 1; SELECT 2"] {
        script::<MySql>(c, sql);
    }
    assert_eq!(MySql::script(c, "DO 1; SELECT (SELECT 1 UNION SELECT 2)").unwrap_err().code(), Some("1242"));
}

#[test]
fn rows_that_are_not_read_do_not_disturb_the_next_statement() {
    let c = &mut connect::<MySql>();
    for _ in 0..3 {
        let mut rows = MySql::query(c, &SqlText::Constant("SELECT seq FROM seq_1_to_5000"), &()).unwrap();
        assert_eq!(rows.next().unwrap().unwrap().i64(0).unwrap(), 1);
        drop(rows);
        assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
    }
    let mut rows = MySql::query(c, &SqlText::Constant("SELECT 1 FROM DUAL WHERE 1 = 0"), &()).unwrap();
    assert!(rows.next().unwrap().is_none() && rows.next().unwrap().is_none());
}

#[test]
fn a_procedure_gives_its_first_result_and_its_late_error() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "CREATE OR REPLACE PROCEDURE session_two() BEGIN SELECT 1; SELECT 2; END");
    assert_eq!(query::<MySql, i64>(c, "CALL session_two()", vec![]).unwrap(), [1]);
    script::<MySql>(
        c,
        "CREATE OR REPLACE PROCEDURE session_late() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'late'; END",
    );
    for _ in 0..2 {
        let error = query::<MySql, i64>(c, "CALL session_late()", vec![]).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Statement, "late"));
        assert_eq!(execute::<MySql>(c, "CALL session_late()", vec![]).unwrap_err().message(), "late");
    }
    assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
}

#[test]
fn statements_are_kept_and_the_oldest_are_closed() {
    let c = &mut connect::<MySql>();
    let prepared = |c: &mut _, what: &str| -> i64 {
        let sql = format!(
            "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = '{what}'"
        );
        first::<MySql, i64>(c, &sql).unwrap()
    };
    prepared(c, "Com_stmt_prepare");
    let before = prepared(c, "Com_stmt_prepare");
    for i in 0..100 {
        let rows = query_with::<MySql, _>(c, "SELECT ?", vec![V::I64(i)], |row| row.i64(0)).unwrap();
        assert_eq!(rows, [i]);
    }
    assert_eq!(prepared(c, "Com_stmt_prepare"), before + 1);
    for i in 0..600 {
        assert_eq!(first::<MySql, i64>(c, &format!("SELECT {i}")).unwrap(), i);
    }
    let open = prepared(c, "Com_stmt_prepare") - prepared(c, "Com_stmt_close");
    assert!((250..=257).contains(&open), "{open}");
}

#[test]
fn a_statement_survives_a_change_of_its_table() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "CREATE OR REPLACE TABLE session_change (a INT); INSERT INTO session_change VALUES (1)");
    let width =
        |c: &mut _| query_with::<MySql, _>(c, "SELECT * FROM session_change", vec![], |row| Ok(row.width())).unwrap();
    assert_eq!(width(c), [1]);
    script::<MySql>(c, "ALTER TABLE session_change ADD COLUMN b VARCHAR(9) DEFAULT 'x'");
    assert_eq!(width(c), [2]);
    assert_eq!(
        query::<MySql, (i64, String)>(c, "SELECT * FROM session_change", vec![]).unwrap(),
        [(1, "x".to_owned())]
    );
}

#[test]
fn a_socket_and_a_name_lead_to_the_server_too() {
    let c = &mut connect::<MySql>();
    let socket: String = first::<MySql, String>(c, "SELECT @@socket").unwrap();
    let (login, place) = url().split_once('@').map(|(l, p)| (l.to_owned(), p.to_owned())).unwrap();
    let (address, database) = place.split_once('/').unwrap();
    let c = &mut connect_to::<MySql>(&format!("{login}@localhost/{database}?socket={socket}")).unwrap();
    assert_eq!(first::<MySql, i64>(c, "SELECT 5").unwrap(), 5);
    let port = address.rsplit_once(':').map_or("3306", |(_, port)| port);
    let c = &mut connect_to::<MariaDb>(&format!("{login}@localhost:{port}/{database}")).unwrap();
    assert_eq!(first::<MariaDb, i64>(c, "SELECT 5").unwrap(), 5);
}

#[test]
fn a_slow_statement_is_not_cut_by_the_timeout_for_connecting() {
    let c = &mut connect_to::<MySql>(&format!("{}?connect_timeout=1", url())).unwrap();
    assert_eq!(first::<MySql, i64>(c, "SELECT SLEEP(2)").unwrap(), 0);
}

/// A file that does not hold authorities, whatever the server.
#[cfg(feature = "tls")]
#[test]
fn a_file_of_authorities_must_hold_some() {
    let url = "mysql://127.0.0.1/x?ssl-mode=verify_identity&ssl-ca=";
    for (file, what) in [("/no/such/ca.pem", "cannot read"), ("Cargo.toml", "not a PEM file of certificates")] {
        let error = connect_to::<MySql>(&format!("{url}{file}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Url, "{error}");
        for part in [what, file, "`ssl-ca`"] {
            assert!(error.message().contains(part), "{error}");
        }
    }
}

/// `ALUDEL_TEST_MYSQL_TLS` names the file of an authority; it signed the server's certificate for 127.0.0.1, not for
/// `localhost`.
#[cfg(feature = "tls")]
#[test]
fn tls_is_used_and_checked_as_asked() {
    let Some(authority) = std::env::var("ALUDEL_TEST_MYSQL_TLS").ok().filter(|file| !file.is_empty()) else {
        println!("skipped: ALUDEL_TEST_MYSQL_TLS does not name the authority of a server with TLS");
        return;
    };
    let url = url();
    let at = |host: &str, options: &str| format!("{}?ssl-mode={options}", url.replacen("127.0.0.1", host, 1));
    let encrypted = |host: &str, options: &str| {
        let c = &mut connect_to::<MySql>(&at(host, options))?;
        let read = "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";
        first::<MySql, String>(c, read).map(|cipher| !cipher.is_empty())
    };
    let trusted = format!("&ssl-ca={authority}");
    for (host, options, wanted) in [
        ("127.0.0.1", "disabled", Ok(false)),
        ("127.0.0.1", "preferred", Ok(true)),
        ("127.0.0.1", "required", Ok(true)),
        ("127.0.0.1", "verify_ca", Err("UnknownIssuer")),
        ("127.0.0.1", "verify_identity", Err("UnknownIssuer")),
        ("127.0.0.1", &format!("verify_ca{trusted}"), Ok(true)),
        ("127.0.0.1", &format!("verify_identity{trusted}"), Ok(true)),
        ("localhost", &format!("verify_ca{trusted}"), Ok(true)),
        ("localhost", &format!("verify_identity{trusted}"), Err("not valid for name")),
    ] {
        match (encrypted(host, options), wanted) {
            (Ok(encrypted), Ok(wanted)) => assert_eq!(encrypted, wanted, "{host}, {options}"),
            (Err(error), Err(cause)) => {
                assert_eq!(error.kind(), ErrorKind::Connect, "{host}, {options}: {error}");
                assert!(error.message().contains(cause), "{host}, {options}: {error}");
            }
            (Ok(_), Err(_)) => panic!("{host}, {options}: the certificate was let pass"),
            (Err(error), Ok(_)) => panic!("{host}, {options}: {error}"),
        }
    }
    let c = &mut connect_to::<MySql>(&at("127.0.0.1", "required&connect_timeout=1")).unwrap();
    assert_eq!(first::<MySql, i64>(c, "SELECT SLEEP(2)").unwrap(), 0);
}
