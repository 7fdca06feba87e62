//! The options of a URL as plain fields, for a backend to read.

use std::path::PathBuf;
use std::time::Duration;

use super::error::UrlError;
use super::query::Options;

/// How the connection to a server is encrypted: libpq's `sslmode` (section "SSL Support" of the
/// PostgreSQL manual), MySQL's `ssl-mode` (section "Command Options for Encrypted Connections" of
/// the MySQL manual).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TlsMode {
    /// Never (`disable`, `disabled`).
    Disable,
    /// If the server offers it, its certificate unchecked (`prefer`, `preferred`). The default of
    /// both manuals.
    #[default]
    Prefer,
    /// Always, the server's certificate unchecked (`require`, `required`).
    Require,
    /// Always, with a certificate of a trusted authority (`verify-ca`, `verify_ca`).
    VerifyCa,
    /// Always, with a certificate of a trusted authority for this host (`verify-full`,
    /// `verify_identity`).
    VerifyFull,
}

/// How a SQLite database is opened: the option `mode`, as in SQLite's "URI Filenames".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SqliteMode {
    /// `ro`: for reading; the file must exist.
    ReadOnly,
    /// `rw`: for reading and writing; the file must exist.
    ReadWrite,
    /// `rwc`: for reading and writing; the file is made if it is missing. The default for files.
    #[default]
    ReadWriteCreate,
    /// `memory`: in memory, whatever the path.
    Memory,
}

/// SQLite's rollback journal: the option `journal_mode`, as in SQLite's `PRAGMA journal_mode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JournalMode {
    /// `wal`: readers and one writer do not wait for each other.
    Wal,
    /// `delete`: SQLite's own default.
    Delete,
    /// `truncate`: the journal is emptied, not deleted.
    Truncate,
    /// `memory`: a crash while writing may destroy the database.
    Memory,
    /// `off`: nothing can be rolled back.
    Off,
}

/// When SQLite waits for the disk: the option `synchronous`, as in SQLite's `PRAGMA synchronous`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Synchronous {
    /// `off`: never.
    Off,
    /// `normal`: at the critical moments.
    Normal,
    /// `full`: before a commit is reported.
    Full,
    /// `extra`: as `full`, and for the directory of the journal too.
    Extra,
}

/// Where SQLite keeps what it puts aside: the option `temp_store`, as in SQLite's `PRAGMA temp_store`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TempStore {
    /// `file`: in files without a name, in the directory for temporary files.
    File,
    /// `memory`: in memory, however much it is.
    Memory,
}

/// The options of a `sqlite` URL. The default is that of a file.
///
/// ```
/// use aludel_core::engine::{DatabaseUrl, JournalMode};
///
/// let url = DatabaseUrl::parse("sqlite:blog.db?busy_timeout=250")?;
/// assert_eq!(url.sqlite_options().busy_timeout.as_millis(), 250);
/// assert_eq!(url.sqlite_options().journal_mode, Some(JournalMode::Wal));
/// # Ok::<(), aludel_core::engine::UrlError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SqliteOptions {
    /// `mode`: `ro`, `rw`, `rwc` or `memory`. Default: `rwc`, and `memory` where the path is
    /// `:memory:` or none.
    pub mode: SqliteMode,
    /// `busy_timeout`, in milliseconds: how long a statement waits for another connection's lock; 0
    /// is not at all. Default: 5000.
    pub busy_timeout: Duration,
    /// `foreign_keys`: `on` or `off`, whether foreign keys are enforced. Default: `on`.
    pub foreign_keys: bool,
    /// `journal_mode`: `wal`, `delete`, `truncate`, `memory` or `off`. `None` leaves it as it is.
    /// Default: `wal` for a file that is opened for writing, `None` for the others, which cannot
    /// have it set.
    pub journal_mode: Option<JournalMode>,
    /// `synchronous`: `off`, `normal`, `full` or `extra`. Default: `None`, which leaves it as it
    /// is.
    pub synchronous: Option<Synchronous>,
    /// `temp_store`: `file` or `memory`. In memory, a savepoint behind something written, or a statement, that changes more than
    /// some sixteen pages is spared a file, and so is a large sort, or a new index, which then takes its size in memory. Default:
    /// `None`, which leaves it as it is: in files, unless SQLite was built otherwise.
    pub temp_store: Option<TempStore>,
}

/// The options of a `postgres`, `mysql` or `mariadb` URL that are not a part of the address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ServerOptions {
    /// `sslmode`, and for MySQL and MariaDB `ssl-mode` too. Default: [`TlsMode::Prefer`].
    pub tls: TlsMode,
    /// `sslrootcert` (PostgreSQL) or `ssl-ca` (MySQL, MariaDB): a PEM file of authorities whose
    /// certificates pass, its path absolute or relative to the working directory. It is an error
    /// where [`tls`](Self::tls) has no certificate checked. Default: `None`, for the authorities
    /// that the backend trusts by itself; `sslrootcert=system` means the same, as in libpq.
    ///
    /// ```
    /// use aludel_core::engine::DatabaseUrl;
    ///
    /// let url = DatabaseUrl::parse("postgres://h/d?sslmode=verify-full&sslrootcert=/etc/ca.pem")?;
    /// assert_eq!(url.server_options().authorities.as_deref(), Some("/etc/ca.pem".as_ref()));
    /// let error = DatabaseUrl::parse("mysql://h/d?ssl-ca=/etc/ca.pem").unwrap_err();
    /// assert!(error.to_string().contains("write `ssl-mode=verify_identity` too"));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    pub authorities: Option<PathBuf>,
    /// `connect_timeout`, in whole seconds. `None`, the default, is without limit; so is 0, as in
    /// libpq.
    pub connect_timeout: Option<Duration>,
    /// `application_name` (PostgreSQL): what `pg_stat_activity` and the server's log call this
    /// program.
    pub application_name: Option<String>,
    /// `options` (PostgreSQL): command-line options for the server process at its start, such as
    /// `-c statement_timeout=5s`.
    pub startup_options: Option<String>,
}

/// The options of the pool, for every scheme. `None` leaves the choice to the engine.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PoolOptions {
    /// `pool_size`: how many connections at most; at least 1.
    pub size: Option<u32>,
    /// `pool_timeout`, in whole seconds: how long to wait for a free connection; at least 1.
    pub timeout: Option<Duration>,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        SqliteOptions {
            mode: SqliteMode::ReadWriteCreate,
            busy_timeout: Duration::from_millis(5000),
            foreign_keys: true,
            journal_mode: Some(JournalMode::Wal),
            synchronous: None,
            temp_store: None,
        }
    }
}

impl SqliteOptions {
    /// Reads and checks the options; `memory` says that the path is one in memory.
    pub(super) fn read(options: &Options, memory: bool) -> Result<Self, UrlError> {
        let modes = [
            ("ro", SqliteMode::ReadOnly),
            ("rw", SqliteMode::ReadWrite),
            ("rwc", SqliteMode::ReadWriteCreate),
            ("memory", SqliteMode::Memory),
        ];
        let journal_modes = [
            ("wal", JournalMode::Wal),
            ("delete", JournalMode::Delete),
            ("truncate", JournalMode::Truncate),
            ("memory", JournalMode::Memory),
            ("off", JournalMode::Off),
        ];
        let synchronous = [
            ("off", Synchronous::Off),
            ("normal", Synchronous::Normal),
            ("full", Synchronous::Full),
            ("extra", Synchronous::Extra),
        ];
        let temp_stores = [("file", TempStore::File), ("memory", TempStore::Memory)];
        let default = SqliteOptions::default();
        let mode = match options.word("mode", &modes)? {
            None if memory => SqliteMode::Memory,
            None => default.mode,
            Some(mode) if memory && mode != SqliteMode::Memory => {
                return Err(UrlError::Contradiction {
                    option: "mode",
                    other: "the path, which is a database in memory",
                });
            }
            Some(mode) => mode,
        };
        let journal_mode = match (mode, options.word("journal_mode", &journal_modes)?) {
            (SqliteMode::ReadOnly, Some(_)) => {
                return Err(UrlError::Contradiction { option: "journal_mode", other: "`mode=ro`" });
            }
            (SqliteMode::Memory, Some(JournalMode::Wal | JournalMode::Delete | JournalMode::Truncate)) => {
                return Err(UrlError::Contradiction { option: "journal_mode", other: "the database being in memory" });
            }
            (SqliteMode::ReadOnly | SqliteMode::Memory, journal_mode) => journal_mode,
            (SqliteMode::ReadWrite | SqliteMode::ReadWriteCreate, journal_mode) => {
                journal_mode.or(default.journal_mode)
            }
        };
        Ok(SqliteOptions {
            mode,
            busy_timeout: options
                .number("busy_timeout", "milliseconds", 0)?
                .map_or(default.busy_timeout, |number| Duration::from_millis(number.into())),
            foreign_keys: options
                .word("foreign_keys", &[("on", true), ("off", false)])?
                .unwrap_or(default.foreign_keys),
            journal_mode,
            synchronous: options.word("synchronous", &synchronous)?,
            temp_store: options.word("temp_store", &temp_stores)?,
        })
    }
}

impl ServerOptions {
    pub(super) fn read_postgres(options: &Options) -> Result<Self, UrlError> {
        let text = |option| options.get(option).filter(|text| !text.is_empty()).map(str::to_owned);
        let tls = options.word("sslmode", LIBPQ_TLS)?.unwrap_or_default();
        Ok(ServerOptions {
            tls,
            authorities: authorities(options, "sslrootcert", tls, "sslmode=verify-full")?
                .filter(|path| path.as_os_str() != "system"),
            connect_timeout: connect_timeout(options)?,
            application_name: text("application_name"),
            startup_options: text("options"),
        })
    }

    pub(super) fn read_mysql(options: &Options) -> Result<Self, UrlError> {
        // Another character set would lose text, so there is nothing to choose and nothing to keep.
        options.word("charset", &[("utf8mb4", ())])?;
        let tls = options.word("sslmode", MYSQL_TLS)?.unwrap_or_default();
        Ok(ServerOptions {
            tls,
            authorities: authorities(options, "ssl-ca", tls, "ssl-mode=verify_identity")?,
            connect_timeout: connect_timeout(options)?,
            ..ServerOptions::default()
        })
    }
}

impl PoolOptions {
    pub(super) fn read(options: &Options) -> Result<Self, UrlError> {
        Ok(PoolOptions {
            size: options.number("pool_size", "connections", 1)?,
            timeout: options.number("pool_timeout", "seconds", 1)?.map(seconds),
        })
    }
}

/// The file that `option` names. Whoever names one wants it looked at; `mode` says how.
fn authorities(
    options: &Options,
    option: &'static str,
    tls: TlsMode,
    mode: &'static str,
) -> Result<Option<PathBuf>, UrlError> {
    let path = options.get(option).filter(|path| !path.is_empty()).map(PathBuf::from);
    if path.is_some() && !matches!(tls, TlsMode::VerifyCa | TlsMode::VerifyFull) {
        return Err(UrlError::UncheckedCertificate { option, mode });
    }
    Ok(path)
}

fn connect_timeout(options: &Options) -> Result<Option<Duration>, UrlError> {
    let number = options.number("connect_timeout", "seconds", 0)?;
    Ok(number.filter(|number| *number != 0).map(seconds))
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}

const LIBPQ_TLS: &[(&str, TlsMode)] = &[
    ("disable", TlsMode::Disable),
    ("prefer", TlsMode::Prefer),
    ("require", TlsMode::Require),
    ("verify-ca", TlsMode::VerifyCa),
    ("verify-full", TlsMode::VerifyFull),
];
/// MySQL's own words, then libpq's.
const MYSQL_TLS: &[(&str, TlsMode)] = &[
    ("disabled", TlsMode::Disable),
    ("preferred", TlsMode::Prefer),
    ("required", TlsMode::Require),
    ("verify_ca", TlsMode::VerifyCa),
    ("verify_identity", TlsMode::VerifyFull),
    ("disable", TlsMode::Disable),
    ("prefer", TlsMode::Prefer),
    ("require", TlsMode::Require),
    ("verify-ca", TlsMode::VerifyCa),
    ("verify-full", TlsMode::VerifyFull),
];
