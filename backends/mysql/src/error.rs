//! The driver's errors as Aludel's. What a server says is not copied where it holds values.

use crate::message;
use aludel_core::{Constraint, Error, ErrorKind};
use mysql::{DriverError, MySqlError};
use mysql_common::proto::codec::error::PacketCodecError;

/// The error of an attempt to connect.
#[cold]
pub(crate) fn connecting(e: mysql::Error) -> Error {
    use DriverError as D;
    use std::io::ErrorKind::{TimedOut, WouldBlock};
    match e {
        mysql::Error::MySqlError(e) => {
            let kind = match e.code {
                1044 | 1045 | 1251 | 1698 | 1820 | 1862 | 3118 | 3159 | 3955 | 4151 => ErrorKind::Authentication,
                _ => ErrorKind::Connect,
            };
            Error::new(kind, format!("the server refuses the connection: {}", e.message)).with_code(e.code.to_string())
        }
        mysql::Error::DriverError(
            e @ (D::UnknownAuthPlugin(_)
            | D::OldMysqlPasswordDisabled
            | D::CleartextPluginDisabled
            | D::InvalidParsecSalt),
        ) => Error::new(ErrorKind::Authentication, format!("cannot log in: {e}")).with_source(e),
        mysql::Error::DriverError(D::ConnectTimeout) => no_answer(),
        mysql::Error::DriverError(D::TlsNotSupported) => Error::new(
            ErrorKind::Connect,
            "the server has no TLS, which `ssl-mode` requires; set up TLS there, or write `ssl-mode=disabled`",
        ),
        mysql::Error::IoError(e) if matches!(e.kind(), TimedOut | WouldBlock) => no_answer().with_source(e),
        mysql::Error::CodecError(PacketCodecError::Io(e)) if matches!(e.kind(), TimedOut | WouldBlock) => {
            no_answer().with_source(e)
        }
        #[cfg(feature = "tls")]
        mysql::Error::CodecError(PacketCodecError::Io(e))
            if e.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) =>
        {
            let advice = "check `ssl-mode` and `ssl-ca` in the URL, and the server's certificate";
            Error::new(ErrorKind::Connect, format!("no encrypted connection: {e}; {advice}")).with_source(e)
        }
        e => Error::new(ErrorKind::Connect, format!("cannot connect: {e}")).with_source(e),
    }
}

fn no_answer() -> Error {
    Error::new(
        ErrorKind::Connect,
        "the server did not answer in time; check its address, or raise `connect_timeout` in the URL",
    )
}

/// The error of a statement; sets the flag if the connection is of no use any more.
#[cold]
pub(crate) fn running(e: mysql::Error, mariadb: bool, broken: &mut bool) -> Error {
    match e {
        mysql::Error::MySqlError(e) => {
            let error = server(&e, mariadb).with_code(e.code.to_string());
            *broken |= error.kind() == ErrorKind::ConnectionLost;
            error
        }
        mysql::Error::DriverError(DriverError::MixedParams) => Error::new(
            ErrorKind::Statement,
            "the driver takes `:name` in this statement for a named parameter; bind the text that holds the colon",
        ),
        mysql::Error::DriverError(DriverError::MismatchedStmtParams(wanted, given)) => Error::new(
            ErrorKind::Statement,
            format!("the statement has {wanted} placeholders, {given} values were given"),
        ),
        mysql::Error::DriverError(DriverError::PacketTooLarge) => Error::new(
            ErrorKind::Statement,
            "the text of the statement is larger than the server's `max_allowed_packet`; raise it, or bind the values",
        ),
        e => {
            *broken = true;
            Error::new(ErrorKind::ConnectionLost, format!("the connection to the server was lost: {e}")).with_source(e)
        }
    }
}

fn server(e: &MySqlError, mariadb: bool) -> Error {
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
        1053 | 1077 | 1152 | 1158..=1161 | 1184 | 1927 | 2006 | 2013 | 3169 | 4031 => {
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
        let e = MySqlError { state: state.into(), message: message.into(), code };
        running(e.into(), true, &mut false)
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
    fn a_lost_connection_is_remembered() {
        let mut broken = false;
        let lost = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(running(lost.into(), true, &mut broken).kind(), ErrorKind::ConnectionLost);
        assert!(broken);
    }
}
