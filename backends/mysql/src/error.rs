//! The server's errors, and those on the way to it, as Aludel's. What a server says is not copied where it holds values.

use crate::{
    client::{failure::Failure, server_error::ServerError},
    message,
};
use aludel_core::{Constraint, Error, ErrorKind};
use aludel_socket::{Place, is_late};

/// The error of an attempt to connect.
#[cold]
pub(crate) fn connecting(failure: Failure, place: &Place) -> Error {
    match failure {
        Failure::Server(e) => {
            let kind = match e.code {
                1044 | 1045 | 1251 | 1698 | 1820 | 1862 | 3118 | 3159 | 3955 | 4151 => ErrorKind::Authentication,
                _ => ErrorKind::Connect,
            };
            let message = format!("the server at {place} refuses the connection: {}", e.message);
            Error::new(kind, message).with_code(e.code.to_string())
        }
        Failure::SignIn(why) => Error::new(
            ErrorKind::Authentication,
            format!("the server at {place} and this program do not agree on how to sign in: {why}"),
        ),
        Failure::Io(e) if is_late(&e) => Error::new(
            ErrorKind::Connect,
            format!(
                "the server at {place} did not answer in time; check its address, or raise `connect_timeout` in the URL"
            ),
        )
        .with_source(e),
        Failure::Io(e) => {
            let advice = "check the address, and that the server is running";
            Error::new(ErrorKind::Connect, format!("cannot connect to {place}: {e}; {advice}")).with_source(e)
        }
        #[cfg(feature = "tls")]
        Failure::NoTls => {
            let advice = "set up TLS there, or write `ssl-mode=disabled`";
            let message = format!("the server at {place} has no TLS, which `ssl-mode` requires; {advice}");
            Error::new(ErrorKind::Connect, message)
        }
        #[cfg(feature = "tls")]
        Failure::Tls(e) => {
            let advice = "check `ssl-mode` and `ssl-ca` in the URL, and the server's certificate";
            let message = format!("no encrypted connection to {place}: {e}; {advice}");
            Error::new(ErrorKind::Connect, message).with_source(e)
        }
        failure => running(failure, false),
    }
}

/// The error of a statement, or of the connection while it was in use.
#[cold]
pub(crate) fn running(failure: Failure, mariadb: bool) -> Error {
    let message = match failure {
        // The server's error is not kept as the source: it quotes values.
        Failure::Server(e) => return server(&e, mariadb).with_code(e.code.to_string()),
        Failure::Unbegun(e) => {
            let why = server(&e, mariadb);
            let message = format!(
                "the transaction did not begin, so that its first statement was run and kept by itself: {}",
                why.message()
            );
            return Error::new(why.kind(), message).with_code(e.code.to_string());
        }
        Failure::Io(e) => {
            let what =
                if is_late(&e) { "the server did not answer in time" } else { "the connection to the server was lost" };
            return Error::new(ErrorKind::ConnectionLost, format!("{what}: {e}")).with_source(e);
        }
        Failure::Unsent(e) => return *e,
        Failure::Large => "the values of the statement are larger than what the server takes".into(),
        Failure::OtherKinds => "the values of the statement are of other kinds than those before".into(),
        Failure::SignIn(why) => why,
        #[cfg(feature = "tls")]
        Failure::NoTls => "the server has no TLS".into(),
        #[cfg(feature = "tls")]
        Failure::Tls(e) => e.to_string(),
    };
    Error::new(ErrorKind::Statement, message)
}

fn server(e: &ServerError, mariadb: bool) -> Error {
    let text = e.message.as_str();
    match e.code {
        1390 => Error::new(
            ErrorKind::Statement,
            "the statement has more values than the server takes, 65,535: pass them in several statements",
        ),
        1022 | 1062 | 1169 | 1586 | 1859 => {
            broken("a row with this key is already there", "unique key", message::duplicate(text, mariadb))
        }
        1761 | 1762 => {
            let what = "rows that follow the change would be there twice";
            broken(what, "unique key", message::followed_duplicate(text))
        }
        1216 | 1452 => broken("the row refers to one that is not there", "foreign key", message::foreign_key(text)),
        1217 | 1451 => broken("other rows still refer to the row", "foreign key", message::foreign_key(text)),
        1048 | 1263 => broken("NULL for a column that is NOT NULL", "constraint", message::not_null(text)),
        1364 => {
            broken("no value for a column that is NOT NULL and has no default", "constraint", message::not_null(text))
        }
        3819 | 4025 => broken("the row does not pass a check", "CHECK", message::check(text)),
        1213 => Error::new(ErrorKind::Deadlock, "the transaction was rolled back to end a deadlock; run it again"),
        1205 | 3572 => Error::new(
            ErrorKind::LockTimeout,
            "a lock of another transaction was not released in time; roll back and run the transaction again",
        ),
        1317 | 1969 | 3024 => Error::new(
            ErrorKind::StatementTimeout,
            "the statement was ended before it was done, by its timeout or by somebody; make it read less, or raise \
             `statement_timeout` of the engine",
        ),
        1020 => Error::new(
            ErrorKind::Serialization,
            "a row was changed by another transaction since this one began; roll back and run it again",
        ),
        1045 | 1698 => Error::new(ErrorKind::Authentication, text.to_owned()),
        _ if e.is_end() => {
            Error::new(ErrorKind::ConnectionLost, format!("the server has ended the connection: {text}"))
        }
        1116 => Error::new(
            ErrorKind::Statement,
            "a query joins more tables than MySQL and MariaDB take, 61, those of its views included; ask in several queries, or \
             load related rows by `with_many`",
        ),
        1264 | 1265 | 1406 | 4078 => unfit(text),
        1292 | 1366 | 1411 | 1525 if text.contains(" for column ") => unfit(text),
        1568 | 1792 => Error::new(ErrorKind::Transaction, text.to_owned()),
        1305 if text.starts_with("SAVEPOINT") => Error::new(ErrorKind::Transaction, text.to_owned()),
        code if tells_no_value(code, &e.state) => Error::new(ErrorKind::Statement, text.to_owned()),
        _ => Error::new(ErrorKind::Statement, message::without_values(text)),
    }
}

/// Whether a message quotes only names and SQL text.
///
/// Class 42 is "syntax error or access rule violation", 3D "invalid catalog name". The numbers are: a trigger's own
/// message, tables and foreign keys that cannot be created, unknown variables, collations that do not mix.
fn tells_no_value(code: u16, state: &str) -> bool {
    state.starts_with("42")
        || state.starts_with("3D")
        || matches!(code, 1005 | 1193 | 1215 | 1238 | 1267 | 1270 | 1271 | 1295 | 1347 | 1449 | 1553 | 1644)
        || matches!(code, 1822 | 1824..=1826 | 1828..=1830 | 3780 | 3730)
}

/// The error for a broken constraint, its message built from names alone.
fn broken(what: &'static str, noun: &str, constraint: Constraint) -> Error {
    let mut text = String::from(what);
    let mut before = ": ";
    if let Some(name) = &constraint.name {
        text.push_str(&format!("{before}{noun} `{name}`"));
        before = ", ";
    }
    if !constraint.columns.is_empty() {
        text.push_str(&format!("{before}column `{}`", constraint.columns.join("`, `")));
        before = ", ";
    }
    if let Some(table) = &constraint.table {
        text.push_str(&format!("{before}table `{table}`"));
    }
    Error::new(ErrorKind::Constraint, text).with_constraint(constraint)
}

/// The error for a value that the column would change; the server's text may hold it.
fn unfit(text: &str) -> Error {
    let column = message::column(text).map_or(String::new(), |column| format!(" `{column}`"));
    Error::new(
        ErrorKind::Encode,
        format!("a value does not fit the column{column}: too long, out of range, or malformed"),
    )
}

/// The error for a DECIMAL that the server has rounded.
pub(crate) fn rounded(text: &str) -> Error {
    let column = message::column(text).map_or(String::new(), |column| format!(" `{column}`"));
    Error::new(
        ErrorKind::Encode,
        format!(
            "the server rounded a value to the scale of the column{column}; roll back, round it or widen the column"
        ),
    )
    .with_code("1265")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: u16, state: &str, message: &str) -> Error {
        let e = ServerError { state: state.into(), message: message.into(), code };
        running(Failure::Server(Box::new(e)), true)
    }

    #[test]
    fn numbers_become_kinds() {
        use ErrorKind as K;
        for (code, kind) in [
            (1213, K::Deadlock),
            (1205, K::LockTimeout),
            (3572, K::LockTimeout),
            (1020, K::Serialization),
            (1969, K::StatementTimeout),
            (3024, K::StatementTimeout),
            (1927, K::ConnectionLost),
            (1792, K::Transaction),
            (1264, K::Encode),
            (1054, K::Statement),
        ] {
            let error = error(code, "HY000", "text");
            assert_eq!(error.kind(), kind, "{code}");
            assert_eq!(error.code(), Some(code.to_string().as_str()));
        }
    }

    #[test]
    fn values_are_never_told() {
        for (code, state, message) in [
            (1062, "23000", "Duplicate entry 'hunter2' for key 'email'"),
            (1062, "23000", "Duplicate entry 'hunter2"),
            (1406, "22001", "Data too long for column 'a' at row 1: hunter2"),
            (1366, "HY000", "Incorrect integer value: 'hunter2' for column 'a' at row 1"),
            (1292, "22007", "Truncated incorrect DOUBLE value: 'hunter2'"),
            (1690, "22003", "BIGINT value is out of range in '(`a` + 'hunter2')'"),
            (9999, "HY000", "something 'hunter2' else"),
        ] {
            let error = error(code, state, message);
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
            assert!(std::error::Error::source(&error).is_none());
        }
    }

    #[test]
    fn a_statement_without_its_transaction_is_told() {
        let e = ServerError { state: "HY000".into(), message: "The server is read-only 'x'".into(), code: 1290 };
        let error = running(Failure::Unbegun(Box::new(e)), true);
        assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some("1290")));
        assert!(error.message().contains("kept by itself") && !error.message().contains('x'), "{error}");
    }

    #[test]
    fn a_lost_connection_is_one() {
        let lost = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(running(lost.into(), true).kind(), ErrorKind::ConnectionLost);
    }
}
