//! From a URL to a connection whose session is set up.

use crate::{
    connection::{Connection, Server},
    error, tls,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, Host, TlsMode},
    sql::DialectKind,
};
use mysql::{Conn, DriverError, OptsBuilder, consts::CapabilityFlags, prelude::Queryable};
use std::{net::ToSocketAddrs, time::Duration};

/// How long to wait for a server, if the URL does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The settings that statements rely on, in one round trip; the crate's documentation explains each.
///
/// The whole mode is set, not added to the server's: ANSI_QUOTES, ORACLE or EMPTY_STRING_IS_NULL would change what a
/// statement means. What stands in `/*M!100305 .. */` is for MariaDB 10.3.5 and later only, in `/*M! .. */` for MariaDB, and in
/// `/*!80017 .. */` for MySQL 8.0.17 and later: MariaDB leaves out comments with numbers of MySQL's.
const SETUP: &str = "SET NAMES utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M! COLLATE utf8mb4_nopad_bin */; \
    SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES,NO_AUTO_VALUE_ON_ZERO,NO_UNSIGNED_SUBTRACTION' /*M!100305 ',SIMULTANEOUS_ASSIGNMENT' */, \
    time_zone = '+00:00', group_concat_max_len = 1073741824, autocommit = 1; \
    SELECT VERSION(), @@max_allowed_packet";

/// The largest packet that a server can be set to take.
const LARGEST_PACKET: usize = 1 << 30;

/// Opens a connection that speaks the dialect of the server it finds, MySQL or MariaDB: for a program that takes both.
/// [`Connection::dialect`] tells which. A URL with the scheme `mariadb` takes MariaDB only.
///
/// # Errors
/// Those of [`Backend::connect`](aludel_core::engine::Backend::connect).
pub fn connect(url: &DatabaseUrl) -> Result<Connection> {
    open(url, (url.scheme() == "mariadb").then_some(DialectKind::MariaDb))
}

/// Connects, and sets the session up for a dialect, by default the server's.
pub(crate) fn open(url: &DatabaseUrl, kind: Option<DialectKind>) -> Result<Connection> {
    let options = options(url)?;
    let mut conn = reach_encrypted(url, &options)?;
    let (server, packet) = set_up(&mut conn).map_err(error::connecting)?;
    let (version, mariadb) = version(&server);
    let kind = kind.unwrap_or(if mariadb { DialectKind::MariaDb } else { DialectKind::MySql });
    suits(kind, &version, mariadb)?;
    lift_timeout(&conn)
        .map_err(|e| Error::new(ErrorKind::Connect, format!("cannot configure the socket: {e}")).with_source(e))?;
    Ok(Connection::new(conn, Server { kind, version, mariadb, packet }))
}

/// All but TLS.
fn options(url: &DatabaseUrl) -> Result<OptsBuilder> {
    let given = url.server_options().connect_timeout;
    let timeout = if url.raw_option("connect_timeout").is_some() { given } else { Some(TIMEOUT) };
    let socket = match url.socket().map(|path| path.to_str().ok_or(path)) {
        None => None,
        Some(Ok(path)) => Some(path),
        Some(Err(_)) => return Err(Error::new(ErrorKind::Url, "the path of the socket is not UTF-8")),
    };
    let host = match url.host() {
        None => "127.0.0.1".to_owned(),
        Some(Host::V6(address)) => format!("[{address}]"),
        Some(host) => host.to_string(),
    };
    Ok(OptsBuilder::new()
        .ip_or_hostname(Some(host))
        .tcp_port(url.port().unwrap_or(3306))
        .socket(socket)
        .prefer_socket(false)
        .user(url.user())
        .pass(url.password())
        .db_name(url.database())
        .tcp_connect_timeout(timeout)
        // Until the session is set up; then `lift_timeout`, which only Unix has.
        .read_timeout(timeout.filter(|_| cfg!(unix)))
        .write_timeout(timeout.filter(|_| cfg!(unix)))
        // Else the driver asks the server, in a round trip of its own. `Connection` knows it, and checks it.
        .max_allowed_packet(Some(LARGEST_PACKET))
        // Statements are kept by `Connection`; the driver is not to close them.
        .stmt_cache_size(0)
        .additional_capabilities(CapabilityFlags::CLIENT_FOUND_ROWS))
}

fn reach_encrypted(url: &DatabaseUrl, options: &OptsBuilder) -> Result<Conn> {
    let mut no_tls = None;
    for ssl in tls::attempts(url)? {
        match reach(url, options.clone().ssl_opts(ssl)) {
            Err(e @ mysql::Error::DriverError(DriverError::TlsNotSupported)) => no_tls = Some(e),
            reached => return reached.map_err(error::connecting),
        }
    }
    Err(error::connecting(no_tls.unwrap_or(DriverError::TlsNotSupported.into())))
}

/// Connects to the first address of the host that answers; the driver gives up after the first one, so that
/// `localhost` would fail where it means `::1` first and the server listens on 127.0.0.1 only.
fn reach(url: &DatabaseUrl, options: OptsBuilder) -> mysql::Result<Conn> {
    let refused = match Conn::new(options.clone()) {
        Err(e @ mysql::Error::DriverError(DriverError::CouldNotConnect(_))) => e,
        reached => return reached,
    };
    let Some(Host::Name(name)) = url.host() else { return Err(refused) };
    // An address would not pass for the name in the certificate.
    if url.server_options().tls == TlsMode::VerifyFull {
        return Err(refused);
    }
    let Ok(addresses) = (name.as_str(), url.port().unwrap_or(3306)).to_socket_addrs() else { return Err(refused) };
    for address in addresses.skip(1) {
        let host = if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() };
        match Conn::new(options.clone().ip_or_hostname(Some(host))) {
            Err(mysql::Error::DriverError(DriverError::CouldNotConnect(_))) => {}
            reached => return reached,
        }
    }
    Err(refused)
}

/// Runs [`SETUP`], and returns the server's version and `max_allowed_packet`.
fn set_up(conn: &mut Conn) -> mysql::Result<(String, usize)> {
    let mut told = (String::new(), LARGEST_PACKET);
    let mut results = conn.query_iter(SETUP)?;
    while let Some(set) = results.iter() {
        for row in set {
            told = mysql::from_row_opt(row?)?;
        }
    }
    Ok(told)
}

/// `MariaDB 10.11.19` of `10.11.19-MariaDB-0+deb12u1`, `MySQL 8.4.0` of `8.4.0`, and whether it is MariaDB.
fn version(server: &str) -> (String, bool) {
    let mariadb = server.to_ascii_lowercase().contains("mariadb");
    // MariaDB in front of old replicas.
    let number = server.strip_prefix("5.5.5-").filter(|_| mariadb).unwrap_or(server);
    let number = number.split(['-', '+', ' ']).next().unwrap_or(number);
    let name = if mariadb { "MariaDB" } else { "MySQL" };
    (format!("{name} {number}"), mariadb)
}

/// Refuses a server that is not MariaDB to the backend of that name. MySQL's also takes MariaDB.
fn suits(kind: DialectKind, version: &str, mariadb: bool) -> Result<()> {
    if kind != DialectKind::MariaDb || mariadb {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Connect,
        format!("the server is not MariaDB but {version}; open it as `Engine::<MySql>`, with the scheme `mysql`"),
    ))
}

/// Lets statements take as long as they take: the driver has one timeout for connecting and for all that follows.
#[cfg(unix)]
fn lift_timeout(conn: &Conn) -> std::io::Result<()> {
    use std::{
        net::TcpStream,
        os::fd::{AsRawFd, BorrowedFd},
    };
    // SAFETY: `conn` owns the descriptor, and lives longer than this borrow of it.
    let descriptor = unsafe { BorrowedFd::borrow_raw(conn.as_raw_fd()) };
    // The timeouts belong to the socket, whatever its family, and not to the descriptor.
    let socket = TcpStream::from(descriptor.try_clone_to_owned()?);
    socket.set_read_timeout(None)?;
    socket.set_write_timeout(None)
}

#[cfg(not(unix))]
fn lift_timeout(_: &Conn) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_told_in_one_form() {
        for (server, told, mariadb) in [
            ("10.11.19-MariaDB-0+deb12u1", "MariaDB 10.11.19", true),
            ("5.5.5-10.6.2-MariaDB-log", "MariaDB 10.6.2", true),
            ("8.4.0", "MySQL 8.4.0", false),
            ("8.0.36-0ubuntu0.22.04.1", "MySQL 8.0.36", false),
        ] {
            assert_eq!(version(server), (told.to_owned(), mariadb));
        }
    }

    #[test]
    fn only_mariadb_suits_mariadb() {
        let error = suits(DialectKind::MariaDb, "MySQL 8.4.0", false).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert!(error.message().contains("MySQL 8.4.0") && error.message().contains("Engine::<MySql>"), "{error}");
        assert!(suits(DialectKind::MariaDb, "MariaDB 10.11.19", true).is_ok());
        assert!(suits(DialectKind::MySql, "MySQL 8.4.0", false).is_ok());
        assert!(suits(DialectKind::MySql, "MariaDB 10.11.19", true).is_ok());
    }

    #[test]
    fn the_timeout_is_ten_seconds_unless_the_url_says_otherwise() {
        let timeout = |url| {
            let url = DatabaseUrl::parse(url).unwrap();
            mysql::Opts::from(options(&url).unwrap()).get_tcp_connect_timeout()
        };
        assert_eq!(timeout("mysql://h/d"), Some(TIMEOUT));
        assert_eq!(timeout("mysql://h/d?connect_timeout=0"), None);
        assert_eq!(timeout("mysql://h/d?connect_timeout=3"), Some(Duration::from_secs(3)));
    }
}
