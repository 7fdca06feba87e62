//! What goes over the wire: large and small, in any order, cut off; and how users sign in.

mod common;
mod fake;

use aludel_core::{
    Error, ErrorKind,
    engine::{AccessMode, Backend, Isolation, Rows, TransactionOptions},
    sql::SqlText,
    value::Row,
};
use aludel_mysql::{Connection, MariaDb, MySql};
use common::{V, connect, connect_to, execute, first, query, script, shown, text, url};
use fake::Fake;
use std::{thread, time::Duration};

/// How long a packet is that another one follows.
const FULL: usize = 0xff_ffff;

/// How many rows a query gives, and the error that it ends with.
fn drain(c: &mut Connection, sql: &str) -> (u32, Option<Error>) {
    let mut rows = match MySql::query(c, &SqlText::Rendered(sql), &()) {
        Ok(rows) => rows,
        Err(error) => return (0, Some(error)),
    };
    let mut read = 0;
    loop {
        match rows.next() {
            Ok(Some(_)) => read += 1,
            Ok(None) => return (read, None),
            Err(error) => return (read, Some(error)),
        }
    }
}

fn number(c: &mut Connection) -> i64 {
    first::<MySql, i64>(c, "SELECT 4711").unwrap()
}

fn is_sound(c: &mut Connection) {
    assert_eq!(number(c), 4711);
    assert_eq!(MySql::in_transaction(c), Some(false));
    assert!(!MySql::is_broken(c));
}

#[test]
fn a_row_may_be_larger_than_any_buffer_and_any_packet() {
    let c = &mut connect::<MySql>();
    // A row begins with two bytes, and a text of this size with four.
    let beyond = |more: i64| (FULL as i64 - 10 - 9_000_000 + more) as usize;
    for (a, b) in [
        (0, 1),
        (65_000, 65_536),
        (3_000_000, 100_000),
        (9_000_000, beyond(-1)),
        (9_000_000, beyond(0)),
        (9_000_000, beyond(1)),
        (12_000_000, 16_000_000),
    ] {
        let sql = format!("SELECT REPEAT('x', {a}), REPEAT('y', {b}), seq FROM seq_1_to_2");
        let mut rows = MySql::query(c, &SqlText::Rendered(&sql), &()).unwrap();
        for seq in 1..=2 {
            let row = rows.next().unwrap().unwrap();
            for (at, length, byte) in [(0, a, b'x'), (1, b, b'y')] {
                let text = row.text(at).unwrap();
                assert!(text.len() == length && text.bytes().step_by(997).all(|b| b == byte), "{a}, {b}");
            }
            assert_eq!(row.i64(2).unwrap(), seq);
        }
        assert!(rows.next().unwrap().is_none());
        drop(rows);
        // Unread, and as texts.
        drop(MySql::query(c, &SqlText::Rendered(&sql), &()).unwrap());
        script::<MySql>(c, &sql);
    }
    is_sound(c);
}

#[test]
fn a_statement_may_be_larger_than_any_packet() {
    let c = &mut connect::<MySql>();
    let before: i64 = first::<MySql, i64>(c, "SELECT @@GLOBAL.max_allowed_packet").unwrap();
    script::<MySql>(c, "SET GLOBAL max_allowed_packet = 67108864");
    let large = &mut connect::<MySql>();
    script::<MySql>(c, &format!("SET GLOBAL max_allowed_packet = {before}"));
    // The command and its number, one bit for NULL, the type, the length: 20 bytes beside the value.
    for length in [1, FULL - 21, FULL - 20, FULL - 19, FULL, 40_000_000, 2 * FULL - 20, 60_000_000] {
        let long = V::Text("z".repeat(length));
        assert_eq!(query::<MySql, i64>(large, "SELECT LENGTH(?)", vec![long]).unwrap(), [length as i64]);
    }
    for length in [FULL - 10, FULL - 11, FULL - 9, FULL, 2 * FULL - 10, 50_000_000] {
        script::<MySql>(large, &format!("DO '{}'", "z".repeat(length - 5)));
    }
    // Two that are larger only together.
    let long = || V::Text("z".repeat(40_000_000));
    let sum = "SELECT LENGTH(?) + ? + LENGTH(?)";
    assert_eq!(query::<MySql, i64>(large, sum, vec![long(), V::I64(5), long()]).unwrap(), [80_000_005]);
    assert_eq!(query::<MySql, i64>(large, sum, vec![long(), V::Null, text("")]).unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(query::<MySql, i64>(large, sum, vec![text("a"), V::I64(5), text("b")]).unwrap(), [7]);
    is_sound(large);
}

#[test]
fn a_query_that_is_left_keeps_nobody_waiting() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "CREATE OR REPLACE PROCEDURE wire_two() BEGIN SELECT seq FROM seq_1_to_3000; SELECT 2; END");
    let rest = [
        "SELECT seq, REPEAT('x', 100) FROM seq_1_to_50000",
        "SELECT IF(seq < 5000, seq, (SELECT seq UNION SELECT -1)) FROM seq_1_to_9999",
        "CALL wire_two()",
    ];
    for sql in rest {
        for then in 0..4 {
            let mut rows = MySql::query(c, &SqlText::Rendered(sql), &()).unwrap();
            rows.next().unwrap().unwrap();
            drop(rows);
            assert!(!MySql::is_broken(c));
            match then {
                0 => assert_eq!(number(c), 4711),
                1 => script::<MySql>(c, "DO 1"),
                2 => MySql::ping(c).unwrap(),
                _ => assert_eq!(MySql::script(c, "SELEC").unwrap_err().code(), Some("1064")),
            }
            is_sound(c);
        }
    }
    let (read, error) = drain(c, rest[1]);
    assert_eq!((read, error.unwrap().code()), (4999, Some("1242")));
    is_sound(c);
}

#[test]
fn a_statement_that_takes_too_long_is_ended_and_the_next_one_runs() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "SET max_statement_time = 0.2");
    let (read, error) = drain(c, "SELECT seq, SLEEP(0.001) FROM seq_1_to_100000");
    assert_eq!(error.unwrap().kind(), ErrorKind::StatementTimeout);
    assert!(read < 1000);
    is_sound(c);
}

#[test]
fn a_connection_that_is_cut_among_the_rows_is_lost() {
    let (c, other) = (&mut connect::<MySql>(), &mut connect::<MySql>());
    let id: i64 = first::<MySql, i64>(c, "SELECT CONNECTION_ID()").unwrap();
    let sql = SqlText::Rendered("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_1000000");
    let mut rows = MySql::query(c, &sql, &()).unwrap();
    rows.next().unwrap().unwrap();
    script::<MySql>(other, &format!("KILL {id}"));
    let error = loop {
        match rows.next() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the connection was not cut"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
    assert!(rows.next().unwrap().is_none());
    drop(rows);
    assert!(MySql::is_broken(c));
    assert_eq!(MySql::script(c, "COMMIT").unwrap_err().kind(), ErrorKind::ConnectionLost);
}

#[test]
fn the_types_of_values_may_change_from_run_to_run() {
    let c = &mut connect::<MySql>();
    script::<MySql>(c, "CREATE TEMPORARY TABLE t (id BIGINT PRIMARY KEY, a VARCHAR(99))");
    let insert = "INSERT INTO t VALUES (?, ?)";
    let values = [text("x"), V::Null, V::I64(5), V::Null, V::F64(0.5), text("y"), text("z"), V::Null];
    for (id, value) in values.iter().enumerate() {
        let run = |c: &mut _| execute::<MySql>(c, insert, vec![V::I64(id as i64), value.clone()]);
        assert_eq!(run(c).unwrap().affected, 1);
        // After a failure too.
        assert_eq!(run(c).unwrap_err().kind(), ErrorKind::Constraint);
    }
    let all = query::<MySql, Option<String>>(c, "SELECT a FROM t ORDER BY id", vec![]).unwrap();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(all, [some("x"), None, some("5"), None, some("0.5"), some("y"), some("z"), None]);
}

/// From MariaDB 10.6 on.
#[test]
fn columns_are_told_once() {
    let c = &mut connect::<MariaDb>();
    let sent = |c: &mut Connection| {
        let sql = "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Bytes_sent'";
        first::<MariaDb, i64>(c, sql).unwrap()
    };
    let sql = "SELECT 1 AS a_name_of_some_length, 2 AS another_name_of_some_length, 3 AS and_still_another_name";
    first::<MariaDb, i64>(c, sql).unwrap();
    sent(c);
    let (before, again) = (sent(c), sent(c));
    first::<MariaDb, i64>(c, sql).unwrap();
    let with_it = sent(c);
    assert!(with_it - again < again - before + 60, "{before}, {again}, {with_it}");
    // And anew when they are others.
    script::<MariaDb>(c, "CREATE TEMPORARY TABLE told (a INT); INSERT INTO told VALUES (7)");
    let all = "SELECT * FROM told";
    for _ in 0..2 {
        assert_eq!(first::<MariaDb, i64>(c, all).unwrap(), 7);
    }
    script::<MariaDb>(c, "ALTER TABLE told MODIFY a VARCHAR(9)");
    for _ in 0..2 {
        assert_eq!(first::<MariaDb, String>(c, all).unwrap(), "7");
    }
    for value in [V::I64(7), V::I64(8), text("7"), V::I64(9)] {
        let mut rows = query::<MariaDb, String>(c, "SELECT CONCAT(?)", vec![value]).unwrap();
        assert_eq!(rows.pop().unwrap().len(), 1);
    }
}

#[test]
fn a_transaction_begins_with_its_first_statement() {
    let c = &mut connect::<MySql>();
    let begin = |c: &mut _| MySql::begin(c, &TransactionOptions::default()).unwrap();
    let begun = |c: &mut Connection| -> i64 {
        let sql = "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Com_begin'";
        first::<MySql, i64>(c, sql).unwrap()
    };
    script::<MySql>(c, "CREATE OR REPLACE TABLE wire_begin (a INT); ");
    // Nothing was done in it: the server never hears of it.
    let before = begun(c);
    for end in ["COMMIT", "ROLLBACK", " commit "] {
        begin(c);
        assert_eq!(MySql::in_transaction(c), Some(true));
        script::<MySql>(c, end);
        assert_eq!(MySql::in_transaction(c), Some(false));
    }
    assert_eq!(begun(c), before);
    // Whatever comes first is inside.
    let firsts: [fn(&mut Connection); 4] = [
        |c| assert_eq!(execute::<MySql>(c, "INSERT INTO wire_begin VALUES (1)", vec![]).unwrap().affected, 1),
        |c| script::<MySql>(c, "INSERT INTO wire_begin VALUES (1)"),
        |c| {
            script::<MySql>(c, "SAVEPOINT s");
            execute::<MySql>(c, "INSERT INTO wire_begin VALUES (1)", vec![]).unwrap();
        },
        |c| {
            MySql::ping(c).unwrap();
            execute::<MySql>(c, "INSERT INTO wire_begin VALUES (1)", vec![]).unwrap();
        },
    ];
    for first_statement in firsts {
        begin(c);
        first_statement(c);
        assert_eq!(MySql::in_transaction(c), Some(true));
        script::<MySql>(c, "ROLLBACK");
        assert_eq!(first::<MySql, i64>(c, "SELECT COUNT(*) FROM wire_begin").unwrap(), 0);
    }
    // A statement that fails, prepared or not, fails inside.
    for sql in ["SELEC", "SELECT (SELECT 1 UNION SELECT 2)", "PREPARE p FROM 'SELEC'"] {
        begin(c);
        execute::<MySql>(c, sql, vec![]).unwrap_err();
        assert_eq!(first::<MySql, i64>(c, "SELECT @@in_transaction").unwrap(), 1);
        script::<MySql>(c, "ROLLBACK");
    }
    // One that cannot be sent does not begin it.
    begin(c);
    execute::<MySql>(c, "INSERT INTO wire_begin VALUES (?)", vec![V::F64(f64::NAN)]).unwrap_err();
    script::<MySql>(c, "ROLLBACK");
    is_sound(c);
}

#[test]
fn a_transaction_that_does_not_begin_is_told() {
    let c = &mut connect::<MySql>();
    let user = User::new(c, "wire_reader", "IDENTIFIED BY 's3cr3t'");
    // Who is no administrator may not write.
    script::<MySql>(c, "SET GLOBAL read_only = 1");
    let reader = &mut connect_to::<MySql>(&user.url("s3cr3t", "")).unwrap();
    let options = TransactionOptions {
        isolation: Some(Isolation::ReadCommitted),
        access: Some(AccessMode::ReadWrite),
        ..TransactionOptions::default()
    };
    let mut begun = |sql| {
        MySql::begin(reader, &options)?;
        let error = execute::<MySql>(reader, sql, vec![]).unwrap_err();
        Ok((error, MySql::in_transaction(reader)))
    };
    let fails = "SELECT (SELECT 1 UNION SELECT 2)";
    let results: [aludel_core::Result<_>; 5] = ["DO 1", "SELECT 1, 2", fails, "SELEC", "DO 1"].map(&mut begun);
    script::<MySql>(c, "SET GLOBAL read_only = 0");
    let [kept, rows, failed, wrong, again] = results.map(Result::unwrap);
    for ((error, in_transaction), is_kept) in [(kept, true), (rows, true), (failed, false), (again, true)] {
        assert_eq!((error.code(), in_transaction), (Some("1290"), Some(false)), "{error}");
        assert_eq!(error.message().contains("kept by itself"), is_kept, "{error}");
    }
    // One that cannot be prepared begins nothing.
    assert_eq!((wrong.0.code(), wrong.1), (Some("1064"), Some(true)), "{}", wrong.0);
    is_sound(reader);
    user.drop(c);
}

#[test]
fn a_transaction_does_not_begin_where_the_server_has_hung_up() {
    for mode in if cfg!(feature = "tls") { &["disabled", "preferred"][..] } else { &["disabled"] } {
        let to = || connect_to::<MySql>(&format!("{}?ssl-mode={mode}", url())).unwrap();
        let (c, other) = (&mut to(), &mut to());
        let id: i64 = first::<MySql, i64>(c, "SELECT CONNECTION_ID()").unwrap();
        script::<MySql>(other, &format!("KILL {id}"));
        thread::sleep(Duration::from_millis(200));
        let error = MySql::begin(c, &TransactionOptions::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
        assert!(MySql::is_broken(c));
        MySql::begin(other, &TransactionOptions::default()).unwrap();
        script::<MySql>(other, "ROLLBACK");
        is_sound(other);
    }
}

/// A user of the server under test, for one test.
struct User(&'static str);

impl User {
    fn new(c: &mut Connection, name: &'static str, how: &str) -> Self {
        script::<MySql>(c, &format!("CREATE OR REPLACE USER {name}@'%' {how}"));
        Self(name)
    }

    /// The URL without a database, on which the user has no right.
    fn url(&self, password: &str, options: &str) -> String {
        let url = url();
        let (_, place) = url.split_once('@').unwrap();
        let (place, _) = place.split_once('/').unwrap();
        format!("mysql://{}:{password}@{place}/?{options}", self.0)
    }

    fn drop(&self, c: &mut Connection) {
        script::<MySql>(c, &format!("DROP USER {}@'%'", self.0));
    }
}

#[test]
fn every_way_to_sign_in_with_a_password() {
    let c = &mut connect::<MySql>();
    let mut ways = vec![
        ("wire_native", "IDENTIFIED VIA mysql_native_password USING PASSWORD('p4ss w:rd')", "p4ss%20w%3Ard"),
        ("wire_none", "", ""),
    ];
    if cfg!(feature = "ed25519") {
        match MySql::script(c, "INSTALL SONAME 'auth_ed25519'").err() {
            // It is there already.
            None | Some(_) if first::<MySql, i64>(c, ED25519).unwrap() == 1 => {
                ways.push(("wire_ed25519", "IDENTIFIED VIA ed25519 USING PASSWORD('p4ss w:rd')", "p4ss%20w%3Ard"));
            }
            error => println!("skipped: the server has no ed25519: {error:?}"),
        }
    }
    let modes = if cfg!(feature = "tls") { &["disabled", "required"][..] } else { &["disabled"] };
    for (name, how, password) in ways {
        let user = User::new(c, name, how);
        for mode in modes {
            let mode = format!("ssl-mode={mode}");
            let signed_in = &mut connect_to::<MySql>(&user.url(password, &mode)).unwrap();
            assert_eq!(first::<MySql, String>(signed_in, "SELECT CURRENT_USER()").unwrap(), format!("{name}@%"));
            let error = connect_to::<MySql>(&user.url("s3cr3t", &mode)).unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("1045")), "{name}, {mode}");
            assert!(!shown(&error).contains("s3cr3t"));
        }
        user.drop(c);
    }
}

const ED25519: &str = "SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'ed25519'";

/// MySQL's own way, on a server of MySQL.
#[test]
fn a_password_may_be_in_the_servers_memory_or_not() {
    let Some(url) = std::env::var("ALUDEL_TEST_REAL_MYSQL_URL").ok().filter(|url| !url.is_empty()) else {
        println!("skipped: ALUDEL_TEST_REAL_MYSQL_URL does not name a server of MySQL");
        return;
    };
    let c = &mut connect_to::<MySql>(&url).unwrap();
    let (_, place) = url.split_once('@').unwrap();
    let modes = if cfg!(feature = "tls") { &["disabled", "required"][..] } else { &["disabled"] };
    for (i, mode) in modes.iter().enumerate() {
        let name = format!("wire_sha2_{i}");
        let create = format!("CREATE USER {name} IDENTIFIED WITH caching_sha2_password BY 'p4ss w:rd'");
        script::<MySql>(c, &format!("DROP USER IF EXISTS {name}; {create}; GRANT ALL ON *.* TO {name}"));
        let to = |password: &str| connect_to::<MySql>(&format!("mysql://{name}:{password}@{place}?ssl-mode={mode}"));
        for _ in 0..3 {
            let error = to("s3cr3t").unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("1045")), "{mode}");
            assert!(!shown(&error).contains("s3cr3t"));
            // At first it is not.
            assert_eq!(number(&mut to("p4ss%20w%3Ard").unwrap()), 4711);
        }
        script::<MySql>(c, &format!("DROP USER {name}"));
    }
}

#[test]
fn a_server_that_is_no_mysql_is_told() {
    for said in
        [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b"SSH-2.0-OpenSSH_9.2\r\n", b"\x02\0\0\0\x0a\0", b"\x02", b""]
    {
        let fake = Fake::new(|server| server.say(said));
        let error = connect_to::<MySql>(&fake.url()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{said:?}: {error}");
        assert!(!shown(&error).contains("s3cr3t"), "{error}");
    }
    let fake = Fake::new(|server| server.packet(0, b"\xff\x10\x04Too many connections"));
    let error = connect_to::<MySql>(&fake.url()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Connect, Some("1040")));
    assert!(error.message().contains("Too many connections"), "{error}");
}

#[test]
fn a_password_is_not_given_away() {
    for (switch, says) in
        [(&b"\xfemysql_clear_password\0"[..], "in clear"), (b"\xfe", "before 4.1"), (b"\xfedialog\0", "`dialog`")]
    {
        let fake = Fake::new(move |server| {
            server.greet(b"mysql_native_password");
            assert!(server.hear().1.windows(2).any(|two| two == b"u\0"));
            server.packet(2, switch);
            // It hangs up.
            assert!(server.hears_nothing());
        });
        let error = connect_to::<MySql>(&fake.url()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        assert!(error.message().contains(says), "{error}");
        fake.join();
    }
}

#[test]
fn a_key_that_is_none_is_told() {
    for key in [&b"\x01no key"[..], b"\x01-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
        let fake = Fake::new(move |server| {
            server.greet(b"caching_sha2_password");
            server.hear();
            server.packet(2, b"\x01\x04");
            assert_eq!(server.hear(), (3, b"\x02".to_vec()));
            server.packet(4, key);
            assert!(server.hears_nothing());
        });
        let error = connect_to::<MySql>(&fake.url()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        assert!(error.message().contains("public key"), "{error}");
        fake.join();
    }
}

#[test]
fn an_answer_out_of_turn_is_no_answer() {
    for (number, answer, broken) in [
        (1, &b"\0\0\0\x02\0\0\0"[..], false),
        (1, b"\xff\x28\x04#42000You have an error", false),
        // What the server says by itself.
        (0, b"\xff\x87\x07#70100Connection was killed", true),
        (0, b"\xff\x28\x04#42000You have an error", true),
        // Nobody knows what these answer.
        (2, b"\0\0\0\x02\0\0\0", true),
        (1, b"\0\0", true),
        (1, b"\xfbfile", true),
        (1, b"", true),
        (1, b"\x01", true),
    ] {
        for old_ends in [false, true] {
            let fake = Fake::new(move |server| {
                server.open(old_ends);
                assert_eq!(server.hear(), (0, b"\x0e".to_vec()));
                server.packet(number, answer);
            });
            let c = &mut connect_to::<MySql>(&fake.url()).unwrap();
            assert_eq!(MySql::version(c).unwrap(), "MySQL 8.4.0");
            let pinged = MySql::ping(c);
            assert_eq!(MySql::is_broken(c), broken, "{number}, {answer:?}: {pinged:?}");
            if broken {
                assert_eq!(MySql::ping(c).unwrap_err().kind(), ErrorKind::ConnectionLost);
            }
            fake.join();
        }
    }
}
