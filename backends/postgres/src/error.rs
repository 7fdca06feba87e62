//! The server's errors, and those on the way to it, as Aludel's. No value of a statement gets into a message.

use crate::{
    client::{failure::Failure, server_error::ServerError},
    constraint,
};
use aludel_core::{Error, ErrorKind};
use aludel_socket::is_late;

/// An error of a statement, or of the connection while it was in use.
#[cold]
pub(crate) fn from_client(failure: Failure) -> Error {
    let message = match failure {
        // The server's error is not kept as the source: its details quote values.
        Failure::Server(server) => return from_server(&server),
        Failure::Io(error) => {
            let late = is_late(&error);
            let message =
                if late { "the server did not answer in time" } else { "the connection to the server was lost" };
            return Error::new(ErrorKind::ConnectionLost, message).with_source(error);
        }
        Failure::Unsendable => {
            let message = "the statement cannot be sent: a value is too large, or there are too many, or there is a NUL \
                           byte in the SQL text";
            return Error::new(ErrorKind::Encode, message);
        }
        Failure::Values(given, wanted) => {
            format!("the statement cannot be run: its placeholders are {wanted}, and {given} values are given")
        }
        Failure::Copy => {
            "the statement cannot be run: COPY from or to the client has methods of its own, and they are for \
                          COPY only"
                .into()
        }
        Failure::NoPassword => "the server wants a password".into(),
        Failure::SignIn(why) => why,
        #[cfg(feature = "tls")]
        Failure::Tls(why) => why,
    };
    Error::new(ErrorKind::Statement, message)
}

fn from_server(server: &ServerError) -> Error {
    let code = &*server.code;
    let kind = kind(server);
    if kind == ErrorKind::Constraint {
        return constraint::broken(server).with_code(code);
    }
    let mut message = match code {
        "25P02" => "an earlier statement of the transaction failed, and PostgreSQL refuses all others; roll back, or \
                    roll back to a savepoint"
            .to_owned(),
        // The other one is somebody's wish: `CancelToken`.
        "57014" if kind == ErrorKind::StatementTimeout && !server.message.contains("user request") => {
            format!("{}; make the statement read less, or raise `statement_timeout` of the engine", server.message)
        }
        "42P01" if server.message.contains("\"old\"") => {
            format!("{}; `old` in RETURNING is there from PostgreSQL 18 on", server.message)
        }
        "42601" if server.message.contains("\"RETURNING\"") => {
            format!("{}; `MERGE .. RETURNING` is there from PostgreSQL 17 on", server.message)
        }
        _ if is_open_type(server) => format!("{}; write a cast around the value", server.message),
        _ if code.starts_with("22") => without_values(&server.message),
        _ => server.message.clone(),
    };
    // Elsewhere hints are about the server, or quote values.
    if code.starts_with("42") {
        if let Some(at) = server.position {
            message += &format!(", at character {at} of the statement");
        }
        if let Some(hint) = &server.hint {
            message += &format!(" ({hint})");
        }
    }
    Error::new(kind, message).with_code(code)
}

/// The kind of a server's error, by its SQLSTATE (appendix A of the PostgreSQL manual).
fn kind(server: &ServerError) -> ErrorKind {
    let code = &*server.code;
    match code {
        "40001" => ErrorKind::Serialization,
        "40P01" => ErrorKind::Deadlock,
        "55P03" => ErrorKind::LockTimeout,
        "57014" if server.message.contains("lock timeout") => ErrorKind::LockTimeout,
        "57014" => ErrorKind::StatementTimeout,
        // Shut down, crashed, not up yet, database dropped; idle for too long outside and inside of a transaction.
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "25P03" | "25P04" => ErrorKind::ConnectionLost,
        "3B001" => ErrorKind::Transaction,
        _ => match code.get(..2).unwrap_or_default() {
            "08" => ErrorKind::ConnectionLost,
            "23" if constraint::kind(code).is_some() => ErrorKind::Constraint,
            "25" => ErrorKind::Transaction,
            "28" => ErrorKind::Authentication,
            _ => ErrorKind::Statement,
        },
    }
}

/// Whether text stands where its type is open, as in `to_jsonb($1)`.
fn is_open_type(server: &ServerError) -> bool {
    server.code == "42P18" || server.routine.as_deref() == Some("enforce_generic_type_consistency")
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
pub(crate) fn is_outdated(failure: &Failure) -> bool {
    let Some(server) = failure.server() else { return false };
    match &*server.code {
        INVALID_STATEMENT_NAME => true,
        // The message is translated, the routine is not.
        "0A000" => server.routine.as_deref() == Some("RevalidateCachedQuery"),
        _ => false,
    }
}

/// There is no prepared statement of the name.
const INVALID_STATEMENT_NAME: &str = "26000";

/// Whether the statement, prepared afresh, could fare better: the types that the server chose for text may have changed
/// since.
#[cold]
pub(crate) fn may_be_outdated(failure: &Failure) -> bool {
    failure.code().is_some_and(|code| {
        let text_is_not_of_the_type = ["22P02", "22007"].contains(&code);
        code.starts_with("42") || text_is_not_of_the_type || code == INVALID_STATEMENT_NAME
    })
}

/// Whether the statement was refused as an earlier one of the transaction had failed.
#[cold]
pub(crate) fn is_in_failed_transaction(failure: &Failure) -> bool {
    failure.code() == Some("25P02")
}

/// An error of connecting to `place`.
#[cold]
pub(crate) fn from_connecting(failure: Failure, place: &str) -> Error {
    let (kind, message) = match failure {
        Failure::Server(server) => {
            let (kind, what) = match server.code.get(..2) {
                Some("28") => (ErrorKind::Authentication, "refuses the user or the password"),
                _ => (ErrorKind::Connect, "refuses the connection"),
            };
            let message = format!("the PostgreSQL server at {place} {what}: {}", server.message);
            return Error::new(kind, message).with_code(&*server.code);
        }
        Failure::Io(error) if is_late(&error) => {
            return Error::new(ErrorKind::Connect, too_late(place)).with_source(error);
        }
        Failure::Io(error) => {
            let advice = "check the address, and that the server is running";
            let message = format!("cannot reach PostgreSQL at {place}: {error}; {advice}");
            return Error::new(ErrorKind::Connect, message).with_source(error);
        }
        Failure::NoPassword => {
            let what = "wants a password; write one into the URL: `postgres://user:password@host/database`";
            (ErrorKind::Authentication, format!("the PostgreSQL server at {place} {what}"))
        }
        Failure::SignIn(cause) => {
            let what = "and this program do not agree on how to sign in";
            (ErrorKind::Authentication, format!("the PostgreSQL server at {place} {what}: {cause}"))
        }
        #[cfg(feature = "tls")]
        Failure::Tls(cause) => {
            let advice = "check the options `sslmode` and `sslrootcert` of the URL and the server's certificate";
            (ErrorKind::Connect, format!("no encrypted connection to PostgreSQL at {place}: {cause}; {advice}"))
        }
        Failure::Unsendable => {
            let message = "a part of the URL has a NUL byte in it, or is too long, and PostgreSQL cannot take it";
            (ErrorKind::Url, message.into())
        }
        Failure::Values(..) | Failure::Copy => return from_client(failure),
    };
    Error::new(kind, message)
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
