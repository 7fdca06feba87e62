//! From a URL to a connection whose session is set up.

use crate::{
    client::{
        failure::Outcome,
        open::{Login, Route},
        script,
        wire::Wire,
    },
    connection::Connection,
    error,
    server::Server,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, TlsMode},
    sql::DialectKind,
};
use aludel_socket::{Encryption, Options, Place, encryption};
use std::time::Duration;

const PORT: u16 = 3306;

/// How long to wait for a server, if the URL does not say.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The options of the URL that are about encryption.
const ENCRYPTION: Options = Options { mode: "ssl-mode", authorities: "ssl-ca" };

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
    let route = route(url)?;
    let login = Login { user: url.user(), password: url.password(), database: url.database() };
    let mut wire = route.open(login).map_err(|failure| error::connecting(failure, &route.place))?;
    let (server, packet) = set_up(&mut wire).map_err(|failure| error::connecting(failure, &route.place))?;
    Ok(Connection::new(wire, Server::new(&server, kind, packet)?))
}

fn route(url: &DatabaseUrl) -> Result<Route> {
    let options = url.server_options();
    let place = match (url.socket(), url.host()) {
        (Some(path), _) => Place::Socket(path.to_owned()),
        (None, host) => {
            let host = host.map_or_else(|| "127.0.0.1".to_owned(), ToString::to_string);
            Place::Host(host, url.port().unwrap_or(PORT))
        }
    };
    let encryption = match &place {
        Place::Host(host, _) => encryption(options.tls, host, options.authorities.as_deref(), ENCRYPTION)?,
        Place::Socket(_) if matches!(options.tls, TlsMode::Disable | TlsMode::Prefer) => Encryption::No,
        Place::Socket(_) => {
            let message = "a Unix socket is not encrypted; leave `ssl-mode` out, or name a host";
            return Err(Error::new(ErrorKind::Url, message));
        }
    };
    let limit = if url.raw_option("connect_timeout").is_some() { options.connect_timeout } else { Some(TIMEOUT) };
    Ok(Route { place, encryption, limit })
}

/// Runs [`SETUP`], and returns the server's version and `max_allowed_packet`. From then on, a statement takes as long as it
/// takes.
fn set_up(wire: &mut Wire) -> Outcome<(String, usize)> {
    let rows = script::rows(wire, SETUP)?;
    wire.set_deadline(None)?;
    let mut told = rows.into_iter().next_back().unwrap_or_default().into_iter().flatten();
    let version = told.next().unwrap_or_default();
    Ok((version, told.next().and_then(|packet| packet.parse().ok()).unwrap_or(LARGEST_PACKET)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Result<Route> {
        route(&DatabaseUrl::parse(url).unwrap())
    }

    #[test]
    fn the_timeout_is_ten_seconds_unless_the_url_says_otherwise() {
        assert_eq!(of("mysql://h/d").unwrap().limit, Some(TIMEOUT));
        assert_eq!(of("mysql://h/d?connect_timeout=0").unwrap().limit, None);
        assert_eq!(of("mysql://h/d?connect_timeout=3").unwrap().limit, Some(Duration::from_secs(3)));
    }

    #[test]
    fn a_host_may_be_an_address_or_left_out() {
        for (url, place) in [
            ("mysql:///d", "127.0.0.1:3306"),
            ("mysql://localhost:33/d", "localhost:33"),
            ("mysql://[::1]/d", "[::1]:3306"),
            ("mysql://localhost/d?socket=/run/s.sock", "/run/s.sock"),
        ] {
            assert_eq!(of(url).unwrap().place.to_string(), place);
        }
    }

    #[test]
    fn a_mode_that_is_not_available_is_an_error_of_the_url() {
        assert!(matches!(of("mysql://h/d?ssl-mode=disabled").unwrap().encryption, Encryption::No));
        for mode in ["required", "verify_ca", "verify_identity"] {
            let over_tcp = of(&format!("mysql://h/d?ssl-mode={mode}")).err().map(|error| error.kind());
            assert_eq!(over_tcp == Some(ErrorKind::Url), !cfg!(feature = "tls"), "{mode}");
            let over_socket = of(&format!("mysql://localhost/d?socket=/s&ssl-mode={mode}"));
            assert_eq!(over_socket.unwrap_err().kind(), ErrorKind::Url, "{mode}");
        }
        assert_eq!(matches!(of("mysql://h/d").unwrap().encryption, Encryption::No), !cfg!(feature = "tls"));
    }
}
