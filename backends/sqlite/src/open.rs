//! Opening a database by its URL.

use crate::{
    Connection,
    error::{self, Stage},
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, JournalMode, SqliteMode, Synchronous, TempStore},
};
use rusqlite::{OpenFlags, config::DbConfig};
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// Opens the database of a URL and configures the connection.
pub(crate) fn open(url: &DatabaseUrl) -> Result<Connection> {
    if url.scheme() != "sqlite" {
        let scheme = url.scheme();
        return Err(Error::new(
            ErrorKind::Url,
            format!("a SQLite database is opened by `sqlite:..`, not `{scheme}:..`"),
        ));
    }
    let options = url.sqlite_options();
    let fail = |error| error::from_rusqlite(error, Stage::Open);
    // Without SQLite's own mutexes: a connection is used by one thread at a time.
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match options.mode {
            SqliteMode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
            SqliteMode::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
            SqliteMode::ReadWriteCreate | SqliteMode::Memory => {
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
            }
        };
    let db = match options.mode {
        SqliteMode::Memory => rusqlite::Connection::open_in_memory_with_flags(flags).map_err(fail)?,
        mode => rusqlite::Connection::open_with_flags(url.path(), flags)
            .map_err(|error| fail(error).context(cannot_open(url.path(), mode)))?,
    };
    let busy_timeout = options.busy_timeout.min(Duration::from_millis(i32::MAX as u64));
    db.busy_timeout(busy_timeout).map_err(fail)?;
    // A misspelt "column" is an error, not text.
    for config in [DbConfig::SQLITE_DBCONFIG_DQS_DML, DbConfig::SQLITE_DBCONFIG_DQS_DDL] {
        db.set_db_config(config, false).map_err(fail)?;
    }

    let connection = Connection::from(db);
    connection.pragma("foreign_keys", options.foreign_keys)?;
    // LIKE means the same on every backend.
    connection.pragma("case_sensitive_like", true)?;
    if let Some(synchronous) = options.synchronous {
        let word = match synchronous {
            Synchronous::Off => "OFF",
            Synchronous::Normal => "NORMAL",
            Synchronous::Full => "FULL",
            Synchronous::Extra => "EXTRA",
        };
        connection.pragma("synchronous", word)?;
    }
    if let Some(store) = options.temp_store {
        let word = match store {
            TempStore::File => "FILE",
            TempStore::Memory => "MEMORY",
        };
        connection.pragma("temp_store", word)?;
    }
    let named = |error: Error| match options.mode {
        SqliteMode::Memory => error,
        _ => error.context(format_args!("SQLite database `{}`", url.path().display())),
    };
    // SQLite reads the file only now: whether it is a database is not left to the first statement.
    let read = connection.raw_ref().pragma_query_value(None, "schema_version", |_| Ok(()));
    read.map_err(fail).map_err(named)?;
    if let Some(mode) = options.journal_mode {
        let word = match mode {
            JournalMode::Wal => "wal",
            JournalMode::Delete => "delete",
            JournalMode::Truncate => "truncate",
            JournalMode::Memory => "memory",
            JournalMode::Off => "off",
        };
        let set = set_journal_mode(connection.raw_ref(), word, busy_timeout).map_err(fail).map_err(named)?;
        if set != word && url.raw_option("journal_mode").is_some() {
            let message = format!("`journal_mode={word}` cannot be had for this database: it stays `{set}`");
            return Err(named(Error::new(ErrorKind::Connect, message)));
        }
    }
    Ok(connection)
}

/// Sets the journal mode and gives the one that is in force.
///
/// SQLite does not wait for the lock here, whatever the busy timeout; several connections that open a new file at a time
/// would fail.
fn set_journal_mode(db: &rusqlite::Connection, mode: &str, timeout: Duration) -> rusqlite::Result<String> {
    let start = Instant::now();
    loop {
        let now: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if now == mode {
            return Ok(now);
        }
        match db.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0)) {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
                    && start.elapsed() < timeout =>
            {
                thread::sleep(Duration::from_millis(2));
            }
            result => return result,
        }
    }
}

/// Says what stands in the way, as far as it can be seen.
fn cannot_open(path: &Path, mode: SqliteMode) -> String {
    let reason = match path.parent() {
        _ if path.is_dir() => "; it is a directory",
        Some(parent) if !parent.as_os_str().is_empty() && !parent.is_dir() => "; create its directory first",
        _ if path.exists() => "; check its permissions",
        _ if mode == SqliteMode::ReadWriteCreate => "; check the permissions of its directory",
        _ => "; the file does not exist, and `mode` is not `rwc`, which would make it",
    };
    format!("cannot open the SQLite database `{}`{reason}", path.display())
}
