//! The driver's and the server's errors as Aludel's. No value of a statement gets into a message.

use crate::constraint;
use aludel_core::{Error, ErrorKind};
use postgres::error::{DbError, ErrorPosition, SqlState};
use std::error::Error as _;

/// An error of a statement, or of the connection while it was in use.
#[cold]
pub(crate) fn from_driver(error: postgres::Error) -> Error {
    match error.as_db_error() {
        // The server's error is not kept as the source: its details quote values.
        Some(server) => from_server(server),
        None => from_client(error),
    }
}

fn from_client(error: postgres::Error) -> Error {
    let text = error.to_string();
    let is_io = error.source().is_some_and(|source| source.is::<std::io::Error>());
    let (kind, message) = if text.contains("encoding message") {
        (
            ErrorKind::Encode,
            "the statement cannot be sent: a value is too large, or there is a NUL byte in the SQL text".into(),
        )
    } else if text.contains("timeout") {
        (ErrorKind::ConnectionLost, "the server did not answer in time".into())
    } else if error.is_closed() || is_io {
        (ErrorKind::ConnectionLost, "the connection to the server was lost".into())
    } else {
        (ErrorKind::Statement, format!("the statement cannot be run: {text}"))
    };
    Error::new(kind, message).with_source(error)
}

fn from_server(server: &DbError) -> Error {
    let code = server.code().code();
    let kind = kind(server);
    if kind == ErrorKind::Constraint {
        return constraint::broken(server).with_code(code);
    }
    let mut message = match code {
        "25P02" => "an earlier statement of the transaction failed, and PostgreSQL refuses all others; roll back, or \
                    roll back to a savepoint"
            .to_owned(),
        "57014" if kind == ErrorKind::StatementTimeout => {
            format!("{}; make the statement read less, or raise `statement_timeout` of the engine", server.message())
        }
        "42P01" if server.message().contains("\"old\"") => {
            format!("{}; `old` in RETURNING is there from PostgreSQL 18 on", server.message())
        }
        "42601" if server.message().contains("\"RETURNING\"") => {
            format!("{}; `MERGE .. RETURNING` is there from PostgreSQL 17 on", server.message())
        }
        _ if is_open_type(server) => format!("{}; write a cast around the value", server.message()),
        _ if code.starts_with("22") => without_values(server.message()),
        _ => server.message().to_owned(),
    };
    // Elsewhere hints are about the server, or quote values.
    if code.starts_with("42") {
        if let Some(ErrorPosition::Original(at)) = server.position() {
            message += &format!(", at character {at} of the statement");
        }
        if let Some(hint) = server.hint() {
            message += &format!(" ({hint})");
        }
    }
    Error::new(kind, message).with_code(code)
}

/// The kind of a server's error, by its SQLSTATE (appendix A of the PostgreSQL manual).
fn kind(server: &DbError) -> ErrorKind {
    let code = server.code().code();
    match code {
        "40001" => ErrorKind::Serialization,
        "40P01" => ErrorKind::Deadlock,
        "55P03" => ErrorKind::LockTimeout,
        "57014" if server.message().contains("lock timeout") => ErrorKind::LockTimeout,
        "57014" => ErrorKind::StatementTimeout,
        // Shut down, crashed, not up yet, database dropped; idle for too long outside and inside of a transaction.
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "25P03" | "25P04" => ErrorKind::ConnectionLost,
        "3B001" => ErrorKind::Transaction,
        _ => match &code[..2] {
            "08" => ErrorKind::ConnectionLost,
            "23" if constraint::kind(server.code()).is_some() => ErrorKind::Constraint,
            "25" => ErrorKind::Transaction,
            "28" => ErrorKind::Authentication,
            _ => ErrorKind::Statement,
        },
    }
}

/// Whether text stands where its type is open, as in `to_jsonb($1)`.
fn is_open_type(server: &DbError) -> bool {
    *server.code() == SqlState::INDETERMINATE_DATATYPE || server.routine() == Some("enforce_generic_type_consistency")
}

/// A message of class 22, "data exception", quotes the value that it is about; other quotes in it go too.
fn without_values(message: &str) -> String {
    let is_quote =
        |c: char| matches!(c, '"' | '\'' | '«' | '»' | '„' | '“' | '”' | '‘' | '’' | '‹' | '›' | '「' | '」');
    match (message.find(is_quote), message.rfind(is_quote)) {
        (Some(first), Some(last)) if first < last => {
            let rest = message[last..].chars().skip(1).collect::<String>();
            format!("{}...{rest}", &message[..first])
        }
        (Some(only), _) => format!("{}...", &message[..only]),
        _ => message.to_owned(),
    }
}

/// Whether a prepared statement has become invalid: the server has forgotten it (`DISCARD ALL`), or a change of the
/// schema has changed its result.
#[cold]
pub(crate) fn is_outdated(error: &postgres::Error) -> bool {
    let Some(server) = error.as_db_error() else { return false };
    match *server.code() {
        SqlState::INVALID_SQL_STATEMENT_NAME => true,
        // The message is translated, the routine is not.
        SqlState::FEATURE_NOT_SUPPORTED => server.routine() == Some("RevalidateCachedQuery"),
        _ => false,
    }
}

/// Whether the statement, prepared afresh, could fare better: the types that the server chose for text may have changed
/// since.
#[cold]
pub(crate) fn may_be_outdated(error: &postgres::Error) -> bool {
    error.code().is_some_and(|code| {
        let text_is_not_of_the_type =
            [SqlState::INVALID_TEXT_REPRESENTATION, SqlState::INVALID_DATETIME_FORMAT].contains(code);
        code.code().starts_with("42") || text_is_not_of_the_type || *code == SqlState::INVALID_SQL_STATEMENT_NAME
    })
}

#[cold]
pub(crate) fn is_in_failed_transaction(error: &postgres::Error) -> bool {
    error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION)
}

/// An error of connecting to `place`.
#[cold]
pub(crate) fn from_connecting(error: postgres::Error, place: &str) -> Error {
    if let Some(server) = error.as_db_error() {
        let (kind, what) = match &server.code().code()[..2] {
            "28" => (ErrorKind::Authentication, "refuses the user or the password"),
            _ => (ErrorKind::Connect, "refuses the connection"),
        };
        let message = format!("the PostgreSQL server at {place} {what}: {}", server.message());
        return Error::new(kind, message).with_code(server.code().code());
    }
    let text = error.to_string();
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    let timed_out = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    let timed_out = timed_out.is_some_and(|io| io.kind() == std::io::ErrorKind::TimedOut);
    let (kind, message) = if timed_out {
        (ErrorKind::Connect, too_late(place))
    } else if cause == "password missing" {
        let what = "wants a password; write one into the URL: `postgres://user:password@host/database`";
        (ErrorKind::Authentication, format!("the PostgreSQL server at {place} {what}"))
    } else if text.contains("authentication") {
        let what = "and this program do not agree on how to sign in";
        (ErrorKind::Authentication, format!("the PostgreSQL server at {place} {what}: {cause}"))
    } else if text.contains("TLS") {
        let advice = "check the options `sslmode` and `sslrootcert` of the URL and the server's certificate";
        (ErrorKind::Connect, format!("no encrypted connection to PostgreSQL at {place}: {cause}; {advice}"))
    } else {
        let cause = if cause.is_empty() { text } else { cause };
        let advice = "check the address, and that the server is running";
        (ErrorKind::Connect, format!("cannot reach PostgreSQL at {place}: {cause}; {advice}"))
    };
    Error::new(kind, message).with_source(error)
}

/// The message for a server that does not answer.
pub(crate) fn too_late(place: &str) -> String {
    format!(
        "PostgreSQL at {place} did not answer in time; check the address and the network, or raise the option \
         `connect_timeout` (seconds) of the URL"
    )
}

#[cfg(test)]
mod tests {
    use super::without_values;

    #[test]
    fn quoted_values_are_cut_whatever_is_in_them() {
        for (message, cut) in [
            (r#"invalid input syntax for type integer: "abc""#, "invalid input syntax for type integer: ..."),
            (r#"invalid input syntax for type integer: "a"b: c""#, "invalid input syntax for type integer: ..."),
            (r#"value "99" is out of range for type integer"#, "value ... is out of range for type integer"),
            ("ungültige Eingabesyntax für Typ integer: »abc«", "ungültige Eingabesyntax für Typ integer: ..."),
            ("integer out of range", "integer out of range"),
            ("odd \"", "odd ..."),
        ] {
            assert_eq!(without_values(message), cut);
        }
    }
}
