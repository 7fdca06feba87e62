//! The database URL: one line of text that says which database to open, and how.
//!
//! ```text
//! sqlite:file.db         sqlite:///file.db        a file, relative to the working directory
//! sqlite:/data/file.db   sqlite:////data/file.db  a file, its path absolute
//! sqlite::memory:        sqlite://                a database in memory
//! postgres://user:password@host:5432/database?sslmode=require
//! postgres:///database?host=/var/run/postgresql
//! mysql://user@localhost/database?socket=/run/mysqld/mysqld.sock
//! ```
//!
//! The rules for servers are those of libpq ("Connection URIs" and "Parameter Key Words" in section
//! "Database Connection Control Functions" of the PostgreSQL manual); the rules for SQLite paths
//! and for `scheme+driver` are those of SQLAlchemy ("Database URLs" in "Engine Configuration").
//! Where Aludel is stricter, a doubtful URL is an error, not a guess:
//!
//! - an option that is not known, or given twice, is an error (in libpq the last one wins);
//! - an unencoded `@` is allowed only between user and host, so a password with a forgotten escape
//!   is never taken for something that may be printed;
//! - one host only; no `file:` URIs; `sqlite:///` without a path does not mean memory.
//!
//! Percent-encoding is decoded once, in every part. `+` and `#` mean themselves, as in libpq.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use self::error::UrlError;
pub use self::options::{
    JournalMode, PoolOptions, ServerOptions, SqliteMode, SqliteOptions, Synchronous, TempStore, TlsMode,
};
use self::query::{Options, POOL_OPTIONS, canonical, decode, known_options, number, some};

mod error;
mod options;
mod query;
#[cfg(test)]
mod tests;

/// What needs no escape in any part of a URL.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same where slashes may stay, for a reader's sake.
const PLAIN_OR_SLASH: &AsciiSet = &PLAIN.remove(b'/');

/// A database URL, parsed and checked.
///
/// `Debug` and `Display` show `***` in place of the password, and in place of every option value of
/// a scheme that Aludel does not know, since such a value may be a secret.
///
/// ```
/// use aludel_core::engine::{DatabaseUrl, TlsMode};
///
/// let url = DatabaseUrl::parse("postgresql+psycopg://ann:s%40fe@db.test/blog?sslmode=require")?;
/// assert_eq!(url.scheme(), "postgres");
/// assert_eq!(url.user(), Some("ann"));
/// assert_eq!(url.password(), Some("s@fe"));
/// assert_eq!(url.database(), Some("blog"));
/// assert_eq!(url.server_options().tls, TlsMode::Require);
/// assert_eq!(url.to_string(), "postgres://ann:***@db.test/blog?sslmode=require");
/// # Ok::<(), aludel_core::engine::UrlError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    scheme: String,
    user: Option<String>,
    password: Option<String>,
    host: Option<Host>,
    port: Option<u16>,
    socket: Option<PathBuf>,
    database: Option<String>,
    path: PathBuf,
    options: Options,
    sqlite: SqliteOptions,
    server: ServerOptions,
    pool: PoolOptions,
}

/// The host of a server.
///
/// `Display` writes it as a driver wants it: an IPv6 address without brackets.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Host {
    /// A name, to be resolved.
    Name(String),
    /// An IPv4 address.
    V4(Ipv4Addr),
    /// An IPv6 address, in brackets in the URL. Zones (`%25eth0`) are not supported.
    V6(Ipv6Addr),
}

impl DatabaseUrl {
    /// Parses and checks a URL.
    ///
    /// A scheme other than `sqlite`, `postgres` (or `postgresql`), `mysql` and `mariadb` makes a
    /// server URL whose options, save those of the pool, are left to its backend: see
    /// [`raw_options`](Self::raw_options).
    ///
    /// ```
    /// use aludel_core::engine::DatabaseUrl;
    ///
    /// assert!(DatabaseUrl::parse("sqlite://")?.is_memory());
    /// let error = DatabaseUrl::parse("sqlite:blog.db?busy=1").unwrap_err();
    /// assert!(error.to_string().starts_with("`sqlite` has no option `busy`; the options are"));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A [`UrlError`] for the first fault.
    pub fn parse(url: &str) -> Result<Self, UrlError> {
        if url.trim().is_empty() {
            return Err(UrlError::Empty);
        }
        if url.contains(char::is_control) {
            return Err(UrlError::ControlCharacter);
        }
        let (scheme, rest) = split_scheme(url)?;
        let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut url = DatabaseUrl {
            scheme,
            user: None,
            password: None,
            host: None,
            port: None,
            socket: None,
            database: None,
            path: PathBuf::new(),
            options: Options(Vec::new()),
            sqlite: SqliteOptions::default(),
            server: ServerOptions::default(),
            pool: PoolOptions::default(),
        };
        if url.scheme == "sqlite" {
            url.options = Options::parse(&url.scheme, query)?;
            let memory = url.read_path(address)?;
            url.sqlite = SqliteOptions::read(&url.options, memory)?;
            if url.is_memory() {
                url.path = PathBuf::from(":memory:");
            }
        } else {
            let Some(address) = address.strip_prefix("//") else {
                return Err(UrlError::MissingSlashes { scheme: url.scheme });
            };
            let (authority, database) = address.split_once('/').unwrap_or((address, ""));
            // First of all: what follows this `@` may be a password with a forgotten escape, and is
            // not to be shown.
            if authority.matches('@').count() > 1 || database.contains('@') || query.contains('@') {
                return Err(UrlError::UnencodedAt);
            }
            let bare_port = url.read_authority(authority)?;
            url.database = some(decode(database, "the database")?);
            url.options = Options::parse(&url.scheme, query)?;
            match url.scheme.as_str() {
                "postgres" => url.read_postgres_options()?,
                "mysql" | "mariadb" => url.read_mysql_options()?,
                _ => {}
            }
            if bare_port && url.host.is_none() && url.socket.is_none() {
                return Err(UrlError::MissingHost);
            }
            if url.password.is_some() && url.user.is_none() {
                return Err(UrlError::PasswordWithoutUser);
            }
        }
        url.pool = PoolOptions::read(&url.options)?;
        Ok(url)
    }

    /// The scheme: `sqlite`, `postgres`, `mysql`, `mariadb`, or that of a backend from elsewhere.
    /// In lower case, `postgres` for `postgresql`, and without SQLAlchemy's `+driver`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The user, decoded; `None` if empty or SQLite.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The password, decoded; `None` if empty or SQLite. Not to be printed or logged.
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// The host of the server. Without it, see [`socket`](Self::socket); without either, the
    /// backend's default.
    ///
    /// ```
    /// use aludel_core::engine::{DatabaseUrl, Host};
    ///
    /// let url = DatabaseUrl::parse("mysql://[::1]:3307/blog")?;
    /// assert_eq!(url.host(), Some(&Host::V6("::1".parse().unwrap())));
    /// assert_eq!(url.host().unwrap().to_string(), "::1");
    /// assert_eq!(url.port(), Some(3307));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    pub fn host(&self) -> Option<&Host> {
        self.host.as_ref()
    }

    /// The port, from 1 to 65535. With PostgreSQL it is also a part of the name of a socket.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The Unix socket, which goes before [`host`](Self::host): for PostgreSQL the directory that
    /// it is in, for the others the socket itself.
    ///
    /// ```
    /// use aludel_core::engine::DatabaseUrl;
    ///
    /// for url in ["postgres:///blog?host=/var/run", "postgres://%2Fvar%2Frun/blog"] {
    ///     let url = DatabaseUrl::parse(url)?;
    ///     assert_eq!(url.socket(), Some("/var/run".as_ref()));
    /// }
    /// let url = DatabaseUrl::parse("mysql://ann@localhost/blog?unix_socket=/run/mysqld.sock")?;
    /// assert_eq!(url.socket(), Some("/run/mysqld.sock".as_ref()));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    pub fn socket(&self) -> Option<&Path> {
        self.socket.as_deref()
    }

    /// The name of the database on a server, decoded; `None` if empty or SQLite. For SQLite see
    /// [`path`](Self::path).
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The path of a SQLite file, decoded; `:memory:` for a database in memory, empty for a server.
    ///
    /// ```
    /// use aludel_core::engine::DatabaseUrl;
    ///
    /// assert_eq!(DatabaseUrl::parse("sqlite:///blog.db")?.path().to_str(), Some("blog.db"));
    /// assert_eq!(DatabaseUrl::parse("sqlite:////srv/a.db")?.path().to_str(), Some("/srv/a.db"));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this is a SQLite database in memory. Every connection to such a URL has a database
    /// of its own.
    pub fn is_memory(&self) -> bool {
        self.sqlite.mode == SqliteMode::Memory
    }

    /// The options of SQLite; the defaults for another scheme.
    pub fn sqlite_options(&self) -> &SqliteOptions {
        &self.sqlite
    }

    /// The options of PostgreSQL, MySQL and MariaDB; the defaults for another scheme.
    pub fn server_options(&self) -> &ServerOptions {
        &self.server
    }

    /// The options of the pool.
    pub fn pool_options(&self) -> &PoolOptions {
        &self.pool
    }

    /// The value of an option, decoded but otherwise as given. Options that are a part of the
    /// address (`host`, `port`, `user`, `password` and `dbname` of PostgreSQL, `socket` of MySQL)
    /// are not here but in the methods of those names.
    ///
    /// ```
    /// use aludel_core::engine::DatabaseUrl;
    ///
    /// let url = DatabaseUrl::parse("duck://host/blog?threads=4&pool_size=2")?;
    /// assert_eq!(url.raw_option("threads"), Some("4"));
    /// assert_eq!(url.pool_options().size, Some(2));
    /// # Ok::<(), aludel_core::engine::UrlError>(())
    /// ```
    pub fn raw_option(&self, name: &str) -> Option<&str> {
        self.options.get(canonical(&self.scheme, name))
    }

    /// All options that [`raw_option`](Self::raw_option) finds, in their order, so that a backend
    /// from elsewhere can refuse ([`UrlError::UnknownOption`]) what it does not know.
    pub fn raw_options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.options.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Reads what stands between `sqlite:` and `?`; answers whether that is a database in memory.
    fn read_path(&mut self, address: &str) -> Result<bool, UrlError> {
        let path = match address.strip_prefix("//") {
            None => address,
            Some("" | ":memory:") => ":memory:",
            Some(rest) => rest.strip_prefix('/').ok_or(UrlError::SqliteHost)?,
        };
        let path = decode(path, "the path")?;
        if path.is_empty() {
            return Err(UrlError::MissingPath);
        }
        if path.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:")) {
            return Err(UrlError::FileUri);
        }
        self.path = PathBuf::from(&path);
        Ok(path == ":memory:")
    }

    /// Reads `user:password@host:port`, every part of it optional; answers whether a port is there
    /// without a host.
    fn read_authority(&mut self, authority: &str) -> Result<bool, UrlError> {
        let (login, place) = authority.split_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        self.user = some(decode(user, "the user")?);
        self.password = some(decode(password, "the password")?);

        if place.contains(',') {
            return Err(UrlError::SeveralHosts);
        }
        let port = if let Some(place) = place.strip_prefix('[') {
            let (address, port) = place.split_once(']').ok_or(UrlError::InvalidHost)?;
            self.host = Some(Host::V6(address.parse().map_err(|_| UrlError::InvalidHost)?));
            match port.strip_prefix(':') {
                None if !port.is_empty() => return Err(UrlError::InvalidHost),
                port => port.unwrap_or(""),
            }
        } else {
            let (host, port) = place.split_once(':').unwrap_or((place, ""));
            if port.contains(':') {
                return Err(UrlError::InvalidHost); // an IPv6 address without brackets
            }
            self.set_host(decode(host, "the host")?)?;
            port
        };
        self.set_port(&decode(port, "the port")?)?;
        Ok(self.port.is_some() && self.host.is_none())
    }

    /// Takes a decoded host. As in libpq, it is a socket if it begins with a slash.
    fn set_host(&mut self, host: String) -> Result<(), UrlError> {
        if host.starts_with('/') {
            self.socket = Some(PathBuf::from(host));
        } else if !host.is_empty() {
            self.host = Some(host.parse()?);
        }
        Ok(())
    }

    /// Takes a decoded port, which may be empty, as in libpq.
    fn set_port(&mut self, port: &str) -> Result<(), UrlError> {
        if !port.is_empty() {
            let number = number(port).and_then(|port| u16::try_from(port).ok()).filter(|port| *port != 0);
            self.port = Some(number.ok_or(UrlError::InvalidPort)?);
        }
        Ok(())
    }

    fn read_postgres_options(&mut self) -> Result<(), UrlError> {
        let in_address = [
            ("host", self.host.is_some() || self.socket.is_some()),
            ("port", self.port.is_some()),
            ("user", self.user.is_some()),
            ("password", self.password.is_some()),
            ("dbname", self.database.is_some()),
        ];
        for (option, given) in in_address {
            let Some(value) = self.options.take(option).and_then(some) else {
                continue;
            };
            if given {
                return Err(UrlError::GivenTwice { option: option.into() });
            }
            match option {
                "host" if value.contains(',') => return Err(UrlError::SeveralHosts),
                "host" => self.set_host(value)?,
                "port" => self.set_port(&value)?,
                "user" => self.user = Some(value),
                "password" => self.password = Some(value),
                _ => self.database = Some(value),
            }
        }
        self.server = ServerOptions::read_postgres(&self.options)?;
        Ok(())
    }

    fn read_mysql_options(&mut self) -> Result<(), UrlError> {
        if let Some(socket) = self.options.take("socket") {
            if self.socket.is_some() {
                return Err(UrlError::GivenTwice { option: "socket".into() });
            }
            if !socket.starts_with('/') {
                let allowed = "an absolute path, such as `/run/mysqld/mysqld.sock`".into();
                return Err(UrlError::InvalidOptionValue { option: "socket", allowed });
            }
            // MySQL's clients take `localhost` for the socket, and so do URLs written for them.
            if self.host.as_ref().is_some_and(|host| *host != Host::Name("localhost".into())) {
                return Err(UrlError::Contradiction { option: "socket", other: "the host" });
            }
            self.host = None;
            self.socket = Some(PathBuf::from(socket));
        }
        self.server = ServerOptions::read_mysql(&self.options)?;
        Ok(())
    }
}

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(url: &str) -> Result<Self, UrlError> {
        DatabaseUrl::parse(url)
    }
}

/// The URL in one normal form, with `***` for what may be a secret. Without secrets it parses to
/// the same URL.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.scheme)?;
        if self.is_memory() {
            f.write_str(":memory:")?;
        } else if self.scheme == "sqlite" {
            // Three slashes and the path: the one form that is right for every path.
            write!(f, "///{}", utf8_percent_encode(&self.path.to_string_lossy(), PLAIN_OR_SLASH))?;
        } else {
            f.write_str("//")?;
            if let Some(user) = &self.user {
                write!(f, "{}", utf8_percent_encode(user, PLAIN))?;
                f.write_str(if self.password.is_some() { ":***@" } else { "@" })?;
            }
            match (&self.host, &self.socket) {
                (Some(Host::V6(address)), _) => write!(f, "[{address}]")?,
                (Some(host), _) => write!(f, "{host}")?,
                (None, Some(socket)) => write!(f, "{}", utf8_percent_encode(&socket.to_string_lossy(), PLAIN))?,
                (None, None) => {}
            }
            if let Some(port) = self.port {
                // Without a host, libpq has the port only as an option, and so must this.
                if self.host.is_some() || self.socket.is_some() {
                    write!(f, ":{port}")?;
                }
            }
            if let Some(database) = &self.database {
                write!(f, "/{}", utf8_percent_encode(database, PLAIN))?;
            }
        }
        let known = !known_options(&self.scheme).is_empty();
        let mut before = '?';
        for (name, value) in self.raw_options() {
            write!(f, "{before}{}=", utf8_percent_encode(name, PLAIN))?;
            if known || POOL_OPTIONS.contains(&name) {
                write!(f, "{}", utf8_percent_encode(value, PLAIN_OR_SLASH))?;
            } else {
                f.write_str("***")?;
            }
            before = '&';
        }
        match self.port {
            Some(port) if self.host.is_none() && self.socket.is_none() => {
                write!(f, "{before}port={port}")
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Host::Name(name) => f.write_str(name),
            Host::V4(address) => address.fmt(f),
            Host::V6(address) => address.fmt(f),
        }
    }
}

/// A name or an address, the IPv6 address with or without brackets.
impl FromStr for Host {
    type Err = UrlError;

    fn from_str(host: &str) -> Result<Self, UrlError> {
        if host.contains(':') {
            let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
            return inner.unwrap_or(host).parse().map(Host::V6).map_err(|_| UrlError::InvalidHost);
        }
        let name = host.strip_suffix('.').unwrap_or(host);
        let is_label = |label: &str| {
            !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        if name.len() > 253 || !name.split('.').all(is_label) {
            return Err(UrlError::InvalidHost);
        }
        // A name that ends in a number is an address or a mistake, as in the WHATWG's URL standard.
        match name.rsplit('.').next() {
            Some(last) if last.bytes().all(|byte| byte.is_ascii_digit()) => {
                host.parse().map(Host::V4).map_err(|_| UrlError::InvalidHost)
            }
            _ => Ok(Host::Name(host.into())),
        }
    }
}

/// Splits at the first colon and makes the scheme normal. A single letter is a Windows drive, not a
/// scheme.
fn split_scheme(url: &str) -> Result<(String, &str), UrlError> {
    let (scheme, rest) = url.split_once(':').ok_or(UrlError::NoScheme)?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte));
    if !is_scheme {
        return Err(UrlError::NoScheme);
    }
    let dialect = scheme.split('+').next().unwrap_or(scheme).to_ascii_lowercase();
    match dialect.as_str() {
        "file" => Err(UrlError::FileUri),
        "postgresql" => Ok(("postgres".into(), rest)),
        _ => Ok((dialect, rest)),
    }
}
