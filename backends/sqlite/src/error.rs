//! SQLite's result codes as kinds of [`Error`].

use aludel_core::{Constraint, ConstraintKind, Error, ErrorKind};
use rusqlite::ffi;
use std::{borrow::Cow, ffi::c_int};

/// What was being done when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Opening the database.
    Open,
    /// Reading the text of a statement. No value is known yet.
    Prepare,
    /// Taking a value.
    Bind,
    /// Running a statement without values.
    Step,
    /// Running a statement with values, which SQLite's message may quote.
    StepWithValues,
}

/// The error of an extended result code and its message.
#[cold]
pub(crate) fn from_code(code: c_int, message: &str, stage: Stage) -> Error {
    let error = match code & 0xff {
        ffi::SQLITE_CONSTRAINT => constraint(code, message, stage),
        primary => {
            let (kind, text) = explain(code, primary, message, stage);
            match text {
                Some(text) => Error::new(kind, text),
                None => Error::new(kind, readable(message, stage)),
            }
        }
    };
    error.with_code(code.to_string())
}

/// The error of rusqlite.
#[cold]
pub(crate) fn from_rusqlite(error: rusqlite::Error, stage: Stage) -> Error {
    match error {
        rusqlite::Error::SqliteFailure(error, message) => {
            let message = message.unwrap_or_else(|| ffi::code_to_str(error.extended_code).to_owned());
            from_code(error.extended_code, &message, stage)
        }
        rusqlite::Error::SqlInputError { error, msg, .. } => from_code(error.extended_code, &msg, stage),
        other => {
            let kind = if stage == Stage::Open { ErrorKind::Connect } else { ErrorKind::Statement };
            Error::new(kind, other.to_string())
        }
    }
}

/// The error for another number of values than of placeholders.
#[cold]
pub(crate) fn miscounted(values: c_int, placeholders: c_int) -> Error {
    let more = if values > placeholders { " or more" } else { "" };
    let message = format!("the statement has {placeholders} placeholders, but got {values}{more} values");
    Error::new(ErrorKind::Statement, message)
}

/// The kind of a code, and a text of our own where SQLite's is too short to help.
fn explain(code: c_int, primary: c_int, message: &str, stage: Stage) -> (ErrorKind, Option<&'static str>) {
    match primary {
        _ if code == ffi::SQLITE_BUSY_SNAPSHOT => (
            ErrorKind::Serialization,
            Some(
                "another connection wrote after this transaction began to read; run it again, or begin it with \
                 `.immediate()`",
            ),
        ),
        ffi::SQLITE_BUSY => (
            ErrorKind::LockTimeout,
            Some(
                "another connection holds the database's lock; begin transactions that write with `.immediate()`, keep \
                 them short, or raise `busy_timeout`",
            ),
        ),
        ffi::SQLITE_LOCKED => (
            ErrorKind::LockTimeout,
            Some("a table is locked by another statement; finish reading it first, then run this again"),
        ),
        ffi::SQLITE_ABORT if code == ffi::SQLITE_ABORT_ROLLBACK => {
            (ErrorKind::Transaction, Some("the transaction was rolled back while the statement ran"))
        }
        ffi::SQLITE_CANTOPEN => (ErrorKind::Connect, None),
        ffi::SQLITE_NOTADB => (
            ErrorKind::Connect,
            Some("the file is not a SQLite database, or it is encrypted; check the path of the URL"),
        ),
        ffi::SQLITE_READONLY => (
            ErrorKind::Statement,
            Some(
                "the database is read-only; check `mode` of the URL and the permissions of the file and its directory",
            ),
        ),
        ffi::SQLITE_MISMATCH => (
            ErrorKind::Encode,
            Some("the column is an INTEGER PRIMARY KEY, which takes integers only; SQLite would change this value"),
        ),
        ffi::SQLITE_TOOBIG if stage != Stage::Prepare => (
            ErrorKind::Encode,
            Some("a text or blob is longer than SQLite holds (one billion bytes, unless configured)"),
        ),
        ffi::SQLITE_INTERRUPT => (
            ErrorKind::StatementTimeout,
            Some(
                "the statement was ended before it was done, by its timeout or by the program; make it read less, or raise \
                 `statement_timeout` of the engine",
            ),
        ),
        ffi::SQLITE_ERROR if message.starts_with("too many SQL variables") => (
            ErrorKind::Statement,
            Some("the statement has more values than SQLite takes, 32,766: pass them in several statements"),
        ),
        ffi::SQLITE_ERROR if message.starts_with("at most ") && message.ends_with(" tables in a join") => (
            ErrorKind::Statement,
            Some(
                "a query joins more tables than SQLite takes, 64, those of its views included; ask in several queries, or load \
                 related rows by `with_many`",
            ),
        ),
        ffi::SQLITE_ERROR if message.contains("transaction") || message.starts_with("no such savepoint") => {
            (ErrorKind::Transaction, None)
        }
        _ if stage == Stage::Open => (ErrorKind::Connect, None),
        _ => (ErrorKind::Statement, None),
    }
}

/// SQLite's message, without what may be a bound value: its functions quote their arguments.
fn readable(message: &str, stage: Stage) -> Cow<'static, str> {
    if stage != Stage::StepWithValues {
        return message.to_owned().into();
    }
    // FTS5 says this of a query's column filter.
    if let Some((before, _)) = message.split_once("no such column: ") {
        return format!("{before}no such column").into();
    }
    let mut readable = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(open) = rest.find(['\'', '"', '`']) {
        let quote = &rest[open..=open];
        // To the last quote of the kind: a quoted value may have quotes of its own.
        let close = rest.rfind(quote).filter(|&close| close > open).unwrap_or(rest.len() - 1);
        readable.extend([&rest[..open], quote, "..", quote]);
        rest = &rest[close + 1..];
    }
    readable.push_str(rest);
    readable.into()
}

/// The error of a broken constraint. SQLite's messages name it, and hold no values.
fn constraint(code: c_int, message: &str, stage: Stage) -> Error {
    // What follows "UNIQUE constraint failed: ".
    let subject = message.split_once("constraint failed: ").map(|(_, subject)| subject);
    let mut found = Constraint { kind: ConstraintKind::Unique, name: None, table: None, columns: Vec::new() };
    let text = match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            match subject.and_then(|s| s.strip_prefix("index '")) {
                Some(index) => found.name = Some(index.trim_end_matches('\'').to_owned()),
                None => columns(&mut found, subject),
            }
            let key = if code == ffi::SQLITE_CONSTRAINT_UNIQUE { "UNIQUE" } else { "PRIMARY KEY" };
            match (&found.name, &found.table) {
                (Some(index), _) => format!("the unique index `{index}` has a row with these values already"),
                (_, Some(table)) => {
                    format!("`{table}` has a row with this `{}` already ({key})", found.columns.join("`, `"))
                }
                _ => format!("there is a row with these values already ({key})"),
            }
        }
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            found.kind = ConstraintKind::NotNull;
            columns(&mut found, subject);
            format!("`{}` cannot be NULL", subject.unwrap_or("a column"))
        }
        ffi::SQLITE_CONSTRAINT_CHECK => {
            found.kind = ConstraintKind::Check;
            found.name = subject.map(str::to_owned);
            format!("the row breaks the CHECK `{}`", subject.unwrap_or("constraint"))
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            found.kind = ConstraintKind::ForeignKey;
            "a foreign key is broken: a row refers to one that is not there, or a row that is still referred to was \
             to go (SQLite does not tell which)"
                .to_owned()
        }
        // STRICT tables: "cannot store TEXT value in INTEGER column t.a".
        ffi::SQLITE_CONSTRAINT_DATATYPE => return Error::new(ErrorKind::Encode, message.to_owned()),
        ffi::SQLITE_CONSTRAINT_COMMITHOOK => {
            return Error::new(
                ErrorKind::Transaction,
                "the commit hook refused the commit; the transaction is rolled back",
            );
        }
        // A trigger's RAISE, a virtual table, a function: without more than a message.
        _ => return Error::new(ErrorKind::Constraint, readable(message, stage)),
    };
    Error::new(ErrorKind::Constraint, text).with_constraint(found)
}

/// Reads `users.email, users.name`.
fn columns(found: &mut Constraint, subject: Option<&str>) {
    for column in subject.into_iter().flat_map(|subject| subject.split(", ")) {
        if let Some((table, column)) = column.rsplit_once('.') {
            found.table.get_or_insert_with(|| table.to_owned());
            found.columns.push(column.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_value_is_hidden() {
        let shown = |message, stage| from_code(ffi::SQLITE_ERROR, message, stage).message().to_owned();
        for (message, hidden) in [
            ("fts5: syntax error near \"secret\"", "fts5: syntax error near \"..\""),
            ("bad JSON path: 'it's secret'", "bad JSON path: '..'"),
            ("no such column: secret", "no such column"),
            ("unfinished 'secret", "unfinished '..'"),
            ("integer overflow", "integer overflow"),
        ] {
            assert_eq!(shown(message, Stage::StepWithValues), hidden);
            assert_eq!(shown(message, Stage::Prepare), message);
        }
    }
}
