//! What goes over the wire: large and small, in any order, cut off; and the client below.

use crate::support::*;
use aludel_core::{
    ErrorKind,
    engine::{Backend, CopyTexts, Rows},
    sql::SqlText,
    value::Row as _,
};
use aludel_postgres::{Connection, Kind, Postgres};
use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

/// How many rows a query gives, and the error that it ends with.
fn drain(c: &mut Connection, sql: &str) -> (u32, Option<aludel_core::Error>) {
    let mut rows = match Postgres::query(c, &SqlText::Rendered(sql), &()) {
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
    one(c, "SELECT 4711", &Nothing).unwrap().i64(0).unwrap()
}

#[test]
fn a_row_may_be_larger_than_any_buffer() {
    let c = &mut connect();
    for size in [0, 1, 65_000, 65_536, 100_000, 3_000_000, 100_000_000] {
        let sql = format!("SELECT 1, repeat('x', {size}), 2 FROM generate_series(1, 2)");
        let mut rows = Postgres::query(c, &SqlText::Rendered(&sql), &()).unwrap();
        for _ in 0..2 {
            let row = rows.next().unwrap().unwrap();
            assert_eq!((row.i64(0).unwrap(), row.i64(2).unwrap()), (1, 2));
            let text = row.text(1).unwrap();
            assert!(text.len() == size && text.bytes().step_by(997).all(|byte| byte == b'x'));
        }
        assert!(rows.next().unwrap().is_none());
    }
    let long = "y".repeat(100_000_000);
    assert_eq!(reading(c, "SELECT length($1::text)", &V(long), |row| row.i64(0).unwrap()), 100_000_000);
    assert_eq!(number(c), 4711);
}

#[test]
fn a_query_that_is_left_keeps_nobody_waiting() {
    let c = &mut connect();
    let rest = [
        "SELECT g, repeat('x', 100) FROM generate_series(1, 100000) g",
        "SELECT 10 / (5000 - g) FROM generate_series(1, 9999) g",
    ];
    for sql in rest {
        for then in 0..4 {
            let mut rows = Postgres::query(c, &SqlText::Rendered(sql), &()).unwrap();
            rows.next().unwrap().unwrap();
            drop(rows);
            assert_eq!(Postgres::in_transaction(c), None);
            match then {
                0 => assert_eq!(number(c), 4711),
                1 => script(c, "SELECT 1"),
                2 => Postgres::ping(c).unwrap(),
                _ => assert_eq!(failure(Postgres::script(c, "SELEC")).code(), Some("42601")),
            }
            assert_eq!(Postgres::in_transaction(c), Some(false));
        }
    }
    // What failed unread has ended the transaction all the same.
    script(c, "BEGIN");
    drop(Postgres::query(c, &SqlText::Rendered(rest[1]), &()).unwrap());
    assert_eq!(failure(Postgres::script(c, "COMMIT")).code(), Some("25P02"));
    assert_eq!(number(c), 4711);
}

#[test]
fn what_the_server_says_in_between_does_no_harm() {
    let c = &mut connect();
    script(
        c,
        "CREATE FUNCTION pg_temp.loud(i int) RETURNS int LANGUAGE plpgsql AS \
         $$BEGIN RAISE NOTICE 'this is number %', i; RETURN i; END$$; SET client_min_messages = notice",
    );
    assert_eq!(drain(c, "SELECT pg_temp.loud(g) FROM generate_series(1, 3000) g").0, 3000);
    assert_eq!(execute(c, "SELECT pg_temp.loud(g) FROM generate_series(1, 3000) g", &Nothing).unwrap(), 3000);
    script(c, "DO $$BEGIN RAISE WARNING 'loud'; END$$; SET application_name = 'other'; SET TimeZone = 'UTC'");
    assert_eq!(number(c), 4711);
}

#[test]
fn a_statement_that_takes_too_long_is_ended_and_the_next_one_runs() {
    let c = &mut connect();
    script(c, "SET statement_timeout = '200ms'");
    let (read, error) = drain(c, "SELECT g, pg_sleep(0.001) FROM generate_series(1, 100000) g");
    assert_eq!(error.unwrap().kind(), ErrorKind::StatementTimeout);
    assert!(read < 1000);
    assert_eq!(number(c), 4711);
}

#[test]
fn a_connection_that_is_cut_among_the_rows_is_lost() {
    let (c, other) = (&mut connect(), &mut connect());
    let pid = c.raw().process();
    let sql = SqlText::Rendered("SELECT g, repeat('x', 1000) FROM generate_series(1, 1000000) g");
    let mut rows = Postgres::query(c, &sql, &()).unwrap();
    rows.next().unwrap().unwrap();
    one(other, "SELECT pg_terminate_backend($1)", &V(pid)).unwrap();
    let error = loop {
        match rows.next() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the connection was not cut"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    drop(rows);
    assert!(Postgres::is_broken(c));
    assert_eq!(failure(Postgres::script(c, "COMMIT")).kind(), ErrorKind::ConnectionLost);
}

#[test]
fn a_server_that_is_no_postgres_is_told() {
    for said in ["HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "R\0\0\0\x08\0\0", "Z"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            let _ = stream.read(&mut [0; 1000]);
            stream.write_all(said.as_bytes()).unwrap();
        });
        let error = failure(connect_to(&format!("postgres://u:s3cr3t@127.0.0.1:{port}/x?sslmode=disable")));
        assert_eq!(error.kind(), ErrorKind::Connect, "{said:?}: {error}");
        assert!(error.message().contains(&format!("127.0.0.1:{port}")), "{error}");
        assert!(!format!("{error:?}").contains("s3cr3t"));
        server.join().unwrap();
    }
}

/// The throw-away server has a user for each way.
#[test]
fn every_way_to_sign_in_with_a_password() {
    if std::env::var("ALUDEL_TEST_POSTGRES_TLS").ok().filter(|file| !file.is_empty()).is_none() {
        println!("skipped: the server is not one of `cargo xtask servers`");
        return;
    }
    let url = url();
    let (user, rest) = url.strip_prefix("postgresql://").unwrap().split_once(':').unwrap();
    let modes = if cfg!(feature = "tls") { &["disable", "require"][..] } else { &["disable"] };
    for (way, encryption) in ["", "_md5", "_clear"].iter().flat_map(|way| modes.iter().map(move |mode| (way, mode))) {
        let separator = if rest.contains('?') { '&' } else { '?' };
        let with = |rest: &str| connect_to(&format!("postgresql://{user}{way}:{rest}{separator}sslmode={encryption}"));
        let c = &mut with(rest).unwrap();
        assert_eq!(text(c, "SELECT current_user::text"), format!("{user}{way}"));
        let (_, place) = rest.split_once('@').unwrap();
        let error = failure(with(&format!("s3cr3t@{place}")));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("28P01")), "{way}, {encryption}");
        assert!(!format!("{error:?}").contains("s3cr3t"));
    }
}

const TEXTS: CopyTexts<'static> = CopyTexts {
    table: "copied",
    copy: "COPY copied (id, name) FROM STDIN (FORMAT binary)",
    types: "SELECT id, name FROM copied",
};

/// A row to copy.
struct Copied(i64, String);
impl aludel_core::sql::Sql<aludel_core::sql::PostgreSQL> for Copied {
    const TOK: aludel_core::sql::Tok = aludel_core::sql::Tok::Lit("");
    fn bind<'v, B: aludel_core::value::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> aludel_core::Result<()> {
        binder.i64(self.0)?;
        binder.text(self.1.as_str().into())
    }
}

#[test]
fn a_copy_that_fails_leaves_nothing_and_the_connection_goes_on() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE copied (id int8 CHECK (id <> 500000), name text)");
    let copy = |c: &mut Connection, rows: &mut dyn Iterator<Item = Copied>| Postgres::copy_in(c, &TEXTS, rows);
    assert_eq!(copy(c, &mut (0..1000).map(|i| Copied(i, "x".into()))).unwrap(), 1000);
    // The server refuses a row in the middle of the stream.
    let error = failure(copy(c, &mut (400_000..700_000).map(|i| Copied(i, "x".repeat(20)))));
    assert_eq!(error.kind(), ErrorKind::Constraint);
    // The client cannot send one.
    let bad = |i| Copied(i, if i == 100_000 { "\0".into() } else { "x".into() });
    let error = failure(copy(c, &mut (0..200_000).map(bad)));
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.message().contains("column `name` of `copied`, row number 100001"), "{error}");
    // There is no such table.
    let texts = CopyTexts { copy: "COPY nowhere FROM STDIN (FORMAT binary)", ..TEXTS };
    assert_eq!(failure(Postgres::copy_in(c, &texts, [Copied(1, "x".into())].into_iter())).code(), Some("42P01"));
    let texts = CopyTexts { copy: "SELECT 1", ..TEXTS };
    assert_eq!(failure(Postgres::copy_in(c, &texts, [Copied(1, "x".into())].into_iter())).kind(), ErrorKind::Statement);
    assert_eq!(reading(c, "SELECT count(*) FROM copied", &Nothing, |row| row.i64(0).unwrap()), 1000);
    // In a transaction, the failure is known, too.
    script(c, "BEGIN");
    failure(copy(c, &mut (99_999..100_002).map(bad)));
    assert_eq!(failure(Postgres::script(c, "COMMIT")).code(), Some("25P02"));
}

/// Neither side waits for the other to listen.
#[test]
fn a_copy_may_be_answered_by_much_noise() {
    for mode in if cfg!(feature = "tls") { &["disable", "prefer"][..] } else { &["disable"] } {
        let c = &mut connect_to(&with_option(&format!("sslmode={mode}"))).unwrap();
        script(
            c,
            "CREATE TEMP TABLE copied (id int8, name text); SET client_min_messages = notice;
             CREATE FUNCTION pg_temp.loud() RETURNS trigger LANGUAGE plpgsql AS
             $$BEGIN RAISE NOTICE '%', repeat('noise', 500); RETURN NEW; END$$;
             CREATE TRIGGER loud BEFORE INSERT ON copied FOR EACH ROW EXECUTE FUNCTION pg_temp.loud()",
        );
        let rows = (0..10_000).map(|i| Copied(i, "x".repeat(1000)));
        assert_eq!(Postgres::copy_in(c, &TEXTS, rows).unwrap(), 10_000);
        assert_eq!(number(c), 4711);
    }
}

/// A panic among the rows takes the COPY back, and the connection goes on.
#[test]
fn a_copy_whose_rows_panic_is_taken_back() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE copied (id int8, name text)");
    let rows = (0..100_000).map(|i| if i < 50_000 { Copied(i, "x".into()) } else { panic!("a test") });
    let copied = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Postgres::copy_in(c, &TEXTS, rows)));
    assert!(copied.is_err());
    assert_eq!(reading(c, "SELECT count(*) FROM copied", &Nothing, |row| row.i64(0).unwrap()), 0);
}

#[test]
fn copy_as_a_statement_is_refused_and_the_connection_goes_on() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE copied (id int8); INSERT INTO copied VALUES (1)");
    for sql in ["COPY copied FROM STDIN", "COPY copied TO STDOUT"] {
        assert_eq!(drain(c, sql).1.unwrap().kind(), ErrorKind::Statement);
        let error = failure(Postgres::execute(c, &SqlText::Rendered(sql), &()));
        assert_eq!(error.kind(), ErrorKind::Statement);
        assert!(error.message().contains("COPY"), "{error}");
        assert_eq!(failure(Postgres::script(c, sql)).kind(), ErrorKind::Statement);
        assert_eq!(number(c), 4711);
    }
}

#[test]
fn types_that_are_not_built_in_are_looked_up() {
    let c = &mut connect();
    script(
        c,
        "DROP SCHEMA IF EXISTS aludel_wire CASCADE; CREATE SCHEMA aludel_wire; SET search_path = aludel_wire;
         CREATE TYPE mood AS ENUM ('good', 'so so'); CREATE DOMAIN word AS text; CREATE TYPE pair AS (a int4, b mood);
         CREATE TYPE span AS RANGE (subtype = float8)",
    );
    let sql =
        "SELECT 'so so'::mood, ARRAY['good'::mood], 'w'::word, (1, 'good')::pair, '[1,2)'::span, ARRAY['w'::word]";
    let mut rows = Postgres::query(c, &SqlText::Rendered(sql), &()).unwrap();
    let row = rows.next().unwrap().unwrap();
    assert_eq!((row.text(0).unwrap(), row.text(2).unwrap()), ("so so".into(), "w".into()));
    let kind = |at| row.column_type(at).unwrap().kind();
    assert_eq!(*kind(0), Kind::Enum(vec!["good".into(), "so so".into()]));
    assert!(matches!(kind(1), Kind::Array(of) if of.name() == "mood" && of.schema() == "aludel_wire"));
    assert!(
        matches!(kind(3), Kind::Composite(fields) if fields[1].name() == "b" && fields[1].type_().name() == "mood")
    );
    assert!(matches!(kind(4), Kind::Range(of) if of.name() == "float8"));
    assert!(matches!(kind(5), Kind::Array(of) if of.name() == "word"));
    assert_eq!(row.column_bytes(0), Some(&b"so so"[..]));
    assert_eq!((row.column_bytes(9), row.column_type(9)), (None, None));
    assert!(rows.next().unwrap().is_none());
    script(c, "DROP SCHEMA aludel_wire CASCADE");
}

#[test]
fn the_client_below_runs_texts_and_copies_out() {
    let c = &mut connect();
    let rows = c.raw().simple_query("SELECT 1, NULL, 'ä'; SELECT; SELECT true").unwrap();
    assert_eq!(rows, [vec![Some("1".to_owned()), None, Some("ä".into())], vec![], vec![Some("t".into())]]);
    let mut out = Vec::new();
    let sql = "COPY (SELECT g, 'x' FROM generate_series(1, 100000) g) TO STDOUT";
    assert_eq!(c.raw().copy_out(sql, &mut out).unwrap(), 100_000);
    assert!(out.starts_with(b"1\tx\n2\tx\n") && out.ends_with(b"100000\tx\n"));
    // A writer that is full.
    let mut full = &mut [0u8; 10][..];
    assert_eq!(c.raw().copy_out(sql, &mut full).unwrap_err().kind(), ErrorKind::Application);
    assert_eq!(c.raw().copy_out("SELECT 1", &mut out).unwrap_err().kind(), ErrorKind::Statement);
    assert_eq!(c.raw().simple_query("SELEC").unwrap_err().code(), Some("42601"));
    assert_eq!(number(c), 4711);
}

#[test]
fn notifications_are_kept_and_waited_for() {
    let (c, other) = (&mut connect(), &mut connect());
    let wait = Duration::from_secs(10);
    c.raw().simple_query("LISTEN aludel").unwrap();
    assert_eq!(c.raw().notifications(Duration::ZERO).unwrap(), []);
    script(other, "NOTIFY aludel, 'one'; NOTIFY aludel, 'two'");
    // They come with any answer.
    assert_eq!(number(c), 4711);
    let told = c.raw().notifications(wait).unwrap();
    assert_eq!(
        told.iter().map(|n| (&*n.channel, &*n.payload)).collect::<Vec<_>>(),
        [("aludel", "one"), ("aludel", "two")]
    );
    assert_eq!(told[0].process, other.raw().process());
    let start = Instant::now();
    let later = thread::spawn({
        let mut other = connect();
        move || {
            thread::sleep(Duration::from_millis(200));
            script(&mut other, "NOTIFY aludel");
        }
    });
    assert_eq!(c.raw().notifications(wait).unwrap()[0].payload, "");
    assert!(start.elapsed() < wait);
    later.join().unwrap();
    assert_eq!(number(c), 4711);
}

#[test]
fn a_statement_is_cancelled_from_another_thread() {
    let c = &mut connect();
    let token = c.raw().cancel_token();
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        token.clone().cancel().unwrap();
        format!("{token:?}")
    });
    let start = Instant::now();
    let error = failure(execute(c, "SELECT pg_sleep(30)", &Nothing));
    assert_eq!((error.kind(), error.code()), (ErrorKind::StatementTimeout, Some("57014")));
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(other.join().unwrap().contains("process"));
    assert_eq!(number(c), 4711);
}
