//! Aludel on MySQL and MariaDB, through a client of its own, which waits: no threads, no runtime.
//!
//! Two backends, one for each dialect: [`MySql`] and [`MariaDb`]. They share everything but the dialect.
//! `Engine::<MySql>` may also be opened on a MariaDB server: the tests run MySQL's statements there. A statement that
//! only MySQL has fails on such a server with [`ErrorKind::Statement`](aludel_core::ErrorKind::Statement).
//! `Engine::<MariaDb>` refuses a server that is not MariaDB.
//!
//! # The session
//!
//! Every connection begins with the same settings, whatever the server's defaults are:
//!
//! - `sql_mode` is strict for all tables (`STRICT_ALL_TABLES`, `NO_ZERO_DATE`, `NO_ZERO_IN_DATE`,
//!   `NO_ENGINE_SUBSTITUTION`), so a value that does not fit is an error; not `ERROR_FOR_DIVISION_BY_ZERO`: what is
//!   divided by zero is NULL, in an UPDATE as in a SELECT;
//!   `NO_BACKSLASH_ESCAPES`, so a backslash means itself in a literal, as elsewhere;
//!   `NO_AUTO_VALUE_ON_ZERO`, so a key of 0 is stored as 0; `NO_UNSIGNED_SUBTRACTION`, since MySQL's `rank()` has no sign.
//!   `||` keeps its MySQL meaning, OR. Not `ONLY_FULL_GROUP_BY`:
//!   MariaDB does not know that a primary key determines its row, and the compiler checks grouping.
//! - On MariaDB, `SIMULTANEOUS_ASSIGNMENT`: the values of an UPDATE are those from before it, as on the other backends, so
//!   that two columns can change places. MySQL has no such mode: there, a column that was assigned further left already
//!   has its new value.
//! - The character set is utf8mb4. What has no column's collation (literals, bound values, casts) has the one that tables
//!   of `create_all` and of migrations have: `utf8mb4_0900_bin` on MySQL, `utf8mb4_nopad_bin` on MariaDB. So `'a' = 'A'` is
//!   false, and so is `'a' = 'a '`, as on the other backends. In a comparison with a column the column's collation decides.
//!   Where this one meets a `_ci` collation and neither wins, the server takes this one instead of failing; two different
//!   `_bin` collations do fail ("illegal mix of collations"), as where a column of `utf8mb4_bin`, which fills the shorter text
//!   up with spaces, is compared with a column of Aludel's or with a cast. A foreign key needs the same one on both sides.
//! - The time zone is UTC, autocommit is on, and GROUP_CONCAT returns up to 1 GiB before it cuts.
//! - An UPDATE counts the rows that it finds, changed or not (`CLIENT_FOUND_ROWS`).
//!
//! # How values are stored
//!
//! | value | column | remarks |
//! | --- | --- | --- |
//! | `Bool` | BOOLEAN, that is TINYINT(1) | reading takes only 0 and 1 |
//! | `I16`, `I32`, `I64` | SMALLINT, INT, BIGINT | unsigned ones are read if they fit; a DECIMAL without fraction too, since SUM returns one |
//! | `F32`, `F64` | FLOAT, DOUBLE | there is no NaN and no infinity |
//! | `Text` | VARCHAR(n), LONGTEXT | utf8mb4 |
//! | `Bytes` | LONGBLOB, VARBINARY(n) | |
//! | `Uuid` | BINARY(16) | MariaDB's UUID and 36 characters of text are read too |
//! | `Date` | DATE | years 1 to 9999. MySQL documents 1000 to 9999; earlier years work on MariaDB 10.11 |
//! | `Time` | TIME(6) | a time of day only |
//! | `Timestamp`, `TimestampTz` | DATETIME(6) | the latter in UTC; TIMESTAMP would end in 2038 |
//! | `Decimal` | DECIMAL(p, s) | at most 65 digits, 30 of them behind the point; a value goes over as text |
//! | `Json` | JSON | LONGTEXT with a check on MariaDB |
//!
//! Some things the server changes with no more than a note, or none. DECIMAL rounds digits behind its scale: `execute`
//! looks for that note and reports it as [`ErrorKind::Encode`](aludel_core::ErrorKind::Encode), after the fact, so the
//! transaction is to be rolled back; a statement with RETURNING is not looked at. TIME and DATETIME with less than six
//! digits cut microseconds (MariaDB) or round them (MySQL); FLOAT rounds a bound `f64`.
//!
//! Two limits come from the protocol. Bound text, bytes, UUIDs and decimals all arrive at the server as text in
//! utf8mb4: stored into a column, or compared with one, they become what they are, but where no column gives the type
//! write `CAST(? AS BINARY)` or `CAST(? AS DECIMAL(65, 30))`. Without the cast `amount + ?` is computed in floating
//! point and `coalesce(?, amount)` is text. (MariaDB compares a DECIMAL column with a bound value exactly, which is
//! tested; MySQL's manual says that it compares a DECIMAL with a string in floating point, so cast there too.) And
//! there are no arrays: a list of values is a list of placeholders.
//!
//! # URLs
//!
//! ```text
//! mysql://user:password@host:3306/database?ssl-mode=required&connect_timeout=5
//! mariadb://user@localhost/database?socket=/run/mysqld/mysqld.sock
//! ```
//!
//! Without a host it is 127.0.0.1. `localhost` means TCP; for a Unix socket name it. Connecting, until the session is set
//! up, takes ten seconds at most unless `connect_timeout` says otherwise (0: without limit).
//!
//! Users sign in by `caching_sha2_password`, `mysql_native_password`, with the feature `ed25519` by MariaDB's
//! `client_ed25519`, and by `mysql_clear_password` (PAM, LDAP) where nobody else can listen: through a Unix socket, or
//! encrypted to a server whose certificate is checked. Without encryption, a password that `caching_sha2_password` wants
//! to see is encrypted for the key that the server sends, which proves nothing against an attacker on the line.
//!
//! `ssl-mode` needs the feature `tls`, except `disabled` and `preferred`, which is the default and then does without.
//! With the feature, `preferred` takes TLS if the server offers it, `required` insists, `verify_ca` checks that
//! the certificate is of a trusted authority, `verify_identity` also that it is for this host. Only the last is proof
//! against an attacker on the line. Trusted are the authorities of the PEM file in the option `ssl-ca`, else those of the
//! system, or of the file that the environment variable `SSL_CERT_FILE` names:
//! `ssl-mode=verify_identity&ssl-ca=/etc/ssl/my-authority.pem`. A Unix socket is never encrypted, so `required` and more
//! are refused there.
#![deny(missing_docs)]

mod bind;
mod client;
mod connect;
mod connection;
mod error;
mod message;
mod row;
mod rows;
mod server;

pub use bind::Values;
pub use connect::connect;
pub use connection::Connection;
pub use row::Row;
pub use rows::Rows;

use aludel_core::{
    Result,
    engine::{Backend, DatabaseUrl, Done, DynParams, Frame, TransactionOptions},
    sql::{self, DialectKind, SqlText},
};
use std::time::Duration;

/// What tells one backend of this crate from the other.
trait Flavour {
    /// The dialect, as a value.
    const KIND: DialectKind;
}

/// Declares a backend: a dialect, on the shared connection.
macro_rules! backend {
    ($(#[$meta:meta])* $name:ident: $dialect:ident, $schemes:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl Flavour for $name {
            const KIND: DialectKind = DialectKind::$name;
        }

        impl Backend for $name {
            type Dialect = sql::$dialect;
            type Connection = Connection;
            type Rows<'c> = Rows<'c>;
            type Binder<'v, 'b> = Values<'b>;

            const SCHEMES: &'static [&'static str] = $schemes;
            const MULTI_ROW_INSERT: bool = true;
            const MAX_BINDS: usize = 65_535;

            fn connect(url: &DatabaseUrl) -> Result<Connection> {
                connect::open(url, Some(Self::KIND))
            }

            fn execute<'c>(
                connection: &'c mut Connection,
                text: &SqlText<'_>,
                params: &dyn DynParams<'c, Self>,
            ) -> Result<Done> {
                connection.execute(text, &|values| params.bind_to(values))
            }

            fn query<'c>(
                connection: &'c mut Connection,
                text: &SqlText<'_>,
                params: &dyn DynParams<'c, Self>,
            ) -> Result<Rows<'c>> {
                connection.query(text, &|values| params.bind_to(values))
            }

            fn script(connection: &mut Connection, sql: &str) -> Result<()> {
                connection.script(sql)
            }

            fn frame(connection: &mut Connection, frame: Frame) -> Result<()> {
                connection.frame(frame)
            }

            fn limit_statements(connection: &mut Connection, timeout: Duration) -> Result<()> {
                connection.limit_statements(timeout)
            }

            fn begin(connection: &mut Connection, options: &TransactionOptions) -> Result<()> {
                connection.begin(options)
            }

            fn in_transaction(connection: &Connection) -> Option<bool> {
                connection.in_transaction()
            }

            fn ping(connection: &mut Connection) -> Result<()> {
                connection.ping()
            }

            fn is_broken(connection: &Connection) -> bool {
                connection.is_broken()
            }

            fn version(connection: &mut Connection) -> Result<String> {
                Ok(connection.version().to_owned())
            }
        }
    };
}

backend! {
    /// MySQL, from version 8.0.17 on, which has the collation that texts get. A MariaDB server is accepted too.
    MySql: MySQL, &["mysql"]
}

backend! {
    /// MariaDB, from version 10.6 on. A MySQL server is refused.
    MariaDb: MariaDB, &["mariadb", "mysql"]
}
