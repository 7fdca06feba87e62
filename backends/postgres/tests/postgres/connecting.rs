//! Connecting, signing in, losing the connection.

use crate::support::*;
use aludel_core::{
    ErrorKind,
    engine::{Backend, DatabaseUrl},
    value::Row as _,
};
use aludel_postgres::Postgres;
use std::{net::TcpListener, time::Instant};

#[test]
fn the_session_is_set_up() {
    let c = &mut connect();
    assert!(Postgres::version(c).unwrap().starts_with("PostgreSQL 1"));
    assert!(!Postgres::version(c).unwrap().contains('('));
    assert_eq!(text(c, "SHOW client_encoding"), "UTF8");
    assert_eq!(text(c, "SHOW TimeZone"), "UTC");
    assert_eq!(text(c, "SHOW application_name"), "aludel");
    Postgres::ping(c).unwrap();
    assert!(!Postgres::is_broken(c));
    assert_eq!(Postgres::style(c).0, 0);
}

#[test]
fn the_options_of_the_url_win() {
    let options = "application_name=tests&options=-c%20TimeZone%3DAsia/Tokyo%20-c%20statement_timeout%3D77s";
    let c = &mut connect_to(&with_option(options)).unwrap();
    assert_eq!(text(c, "SHOW application_name"), "tests");
    assert_eq!(text(c, "SHOW TimeZone"), "Asia/Tokyo");
    assert_eq!(text(c, "SHOW statement_timeout"), "77s");
}

#[test]
fn a_wrong_password_is_not_told() {
    let url = DatabaseUrl::parse(&url()).unwrap();
    let (Some(host), Some(_)) = (url.host(), url.password()) else { return };
    let (user, port) = (url.user().unwrap(), url.port().unwrap_or(5432));
    let error = failure(connect_to(&format!("postgres://{user}:s3cr3t@{host}:{port}/x")));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Authentication, Some("28P01")));
    assert!(!format!("{error:?}").contains("s3cr3t"));
    let error = failure(connect_to(&format!("postgres://{user}@{host}:{port}/x")));
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.message().contains("wants a password"), "{error}");
}

#[test]
fn a_database_that_does_not_exist_is_named() {
    let url = url();
    let (start, options) = url.split_once('?').unwrap_or((&url, ""));
    let error = failure(connect_to(&format!("{}/no_such_one?{options}", start.rsplit_once('/').unwrap().0)));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Connect, Some("3D000")));
    assert!(error.message().contains("no_such_one"), "{error}");
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = failure(connect_to(&format!("postgres://127.0.0.1:{port}/x")));
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains(&format!("127.0.0.1:{port}: ")), "{error}");
    let error = failure(connect_to("postgres:///x?host=/no/such/directory"));
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains("/no/such/directory/.s.PGSQL.5432"), "{error}");
    let error = failure(connect_to("postgres://no-such-host.invalid/x"));
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains("no-such-host.invalid:5432"), "{error}");
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let start = Instant::now();
    let error = failure(connect_to(&format!("postgres://127.0.0.1:{port}/x?connect_timeout=1&sslmode=disable")));
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains("did not answer in time"), "{error}");
    assert!((900..5000).contains(&start.elapsed().as_millis()));
}

#[test]
fn a_connection_that_was_cut_is_lost() {
    let (c, other) = (&mut connect(), &mut connect());
    let pid = one(c, "SELECT pg_backend_pid()", &Nothing).unwrap().i64(0).unwrap();
    one(other, "SELECT pg_terminate_backend($1)", &V(pid as i32)).unwrap();
    let error = failure(execute(c, "SELECT pg_sleep(5)", &Nothing));
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert!(Postgres::is_broken(c));
    assert_eq!(failure(execute(c, "SELECT 1", &Nothing)).kind(), ErrorKind::ConnectionLost);
    assert_eq!(failure(Postgres::ping(c)).kind(), ErrorKind::ConnectionLost);
}

#[cfg(not(feature = "tls"))]
#[test]
fn encryption_needs_the_feature() {
    for mode in ["require", "verify-ca", "verify-full"] {
        let error = failure(connect_to(&format!("postgres://localhost/x?sslmode={mode}")));
        assert_eq!(error.kind(), ErrorKind::Url);
        assert!(error.message().contains("feature `tls`"), "{error}");
    }
}

/// A file that does not hold authorities, whatever the server.
#[cfg(feature = "tls")]
#[test]
fn a_file_of_authorities_must_hold_some() {
    let url = "postgres://127.0.0.1/x?sslmode=verify-full&sslrootcert=";
    for (file, what) in [("/no/such/ca.pem", "cannot read"), ("Cargo.toml", "not a PEM file of certificates")] {
        let error = failure(connect_to(&format!("{url}{file}")));
        assert_eq!(error.kind(), ErrorKind::Url, "{error}");
        for part in [what, file, "`sslrootcert`"] {
            assert!(error.message().contains(part), "{error}");
        }
    }
}

/// `ALUDEL_TEST_POSTGRES_TLS` names the file of an authority; it signed the server's certificate for 127.0.0.1, not for
/// `localhost`.
#[cfg(feature = "tls")]
#[test]
fn encryption_is_as_asked() {
    let Some(authority) = std::env::var("ALUDEL_TEST_POSTGRES_TLS").ok().filter(|file| !file.is_empty()) else {
        println!("skipped: ALUDEL_TEST_POSTGRES_TLS does not name the authority of a server with TLS");
        return;
    };
    let trusted = format!("&sslrootcert={authority}");
    for (host, options, wanted) in [
        ("127.0.0.1", "disable", Ok(false)),
        ("127.0.0.1", "prefer", Ok(true)),
        ("127.0.0.1", "require", Ok(true)),
        ("127.0.0.1", "verify-ca", Err("UnknownIssuer")),
        ("127.0.0.1", "verify-full", Err("UnknownIssuer")),
        ("127.0.0.1", &format!("verify-ca{trusted}"), Ok(true)),
        ("127.0.0.1", &format!("verify-full{trusted}"), Ok(true)),
        ("localhost", &format!("verify-ca{trusted}"), Ok(true)),
        ("localhost", &format!("verify-full{trusted}"), Err("not valid for name")),
    ] {
        let url = with_option(&format!("sslmode={options}")).replacen("127.0.0.1", host, 1);
        match (connect_to(&url), wanted) {
            (Ok(mut c), Ok(wanted)) => {
                let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
                assert_eq!(one(&mut c, sql, &Nothing).unwrap().bool(0).unwrap(), wanted, "{host}, {options}");
            }
            (Err(error), Err(cause)) => {
                assert_eq!(error.kind(), ErrorKind::Connect, "{host}, {options}: {error}");
                assert!(error.message().contains(cause), "{host}, {options}: {error}");
                assert!(error.message().contains("`sslrootcert`"), "{error}");
            }
            (Ok(_), Err(_)) => panic!("{host}, {options}: the certificate was let pass"),
            (Err(error), Ok(_)) => panic!("{host}, {options}: {error}"),
        }
    }
}
