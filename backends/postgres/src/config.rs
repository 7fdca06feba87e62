//! From a URL to a connection of the driver.

use crate::error;
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, TlsMode},
};
use postgres::{Client, Config, config::SslMode};
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

const PORT: u16 = 5432;
const APPLICATION: &str = "aludel";
const TIMEOUT: Duration = Duration::from_secs(10);
/// Where servers put their socket, as they are packaged.
const SOCKETS: [&str; 3] = ["/var/run/postgresql", "/run/postgresql", "/tmp"];

/// Where the server is.
enum Place {
    Host(String),
    Socket(PathBuf),
}

/// Opens a connection.
///
/// # Errors
/// `Url`, `Connect` or `Authentication`.
pub(crate) fn connect(url: &DatabaseUrl) -> Result<Client> {
    let options = url.server_options();
    let port = url.port().unwrap_or(PORT);
    let place = place(url, port);
    // Unencrypted, as in libpq: what goes through a socket does not leave the machine.
    let tls = if matches!(place, Place::Socket(_)) { TlsMode::Disable } else { options.tls };
    let limit = match url.raw_option("connect_timeout") {
        None => Some(TIMEOUT),
        Some(_) => options.connect_timeout,
    };

    let mut config = Config::new();
    let shown = match &place {
        Place::Host(host) => {
            config.host(host);
            if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
        }
        Place::Socket(directory) => {
            config.host_path(directory);
            socket(directory, port).display().to_string()
        }
    };
    config.port(port).ssl_mode(match tls {
        TlsMode::Disable => SslMode::Disable,
        TlsMode::Prefer => SslMode::Prefer,
        TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => SslMode::Require,
    });
    if let Some(user) = url.user() {
        config.user(user);
    }
    if let Some(password) = url.password() {
        config.password(password);
    }
    if let Some(database) = url.database() {
        config.dbname(database);
    }
    if let Some(limit) = limit {
        config.connect_timeout(limit);
    }
    config.application_name(options.application_name.as_deref().unwrap_or(APPLICATION));
    // The last setting wins, so the URL's may set another zone.
    config.options(&match &options.startup_options {
        None => "-c TimeZone=UTC".to_owned(),
        Some(more) => format!("-c TimeZone=UTC {more}"),
    });
    within(limit, &shown, opener(config, tls, options.authorities.as_deref())?)
}

/// What opens the connection, on any thread.
type Opener = Box<dyn FnOnce() -> Result<Client, postgres::Error> + Send>;

#[cfg(feature = "tls")]
fn opener(config: Config, tls: TlsMode, authorities: Option<&Path>) -> Result<Opener> {
    Ok(match crate::tls::connector(tls, authorities)? {
        None => Box::new(move || config.connect(postgres::NoTls)),
        Some(connector) => Box::new(move || config.connect(connector)),
    })
}

#[cfg(not(feature = "tls"))]
fn opener(config: Config, tls: TlsMode, _: Option<&Path>) -> Result<Opener> {
    match tls {
        TlsMode::Disable | TlsMode::Prefer => Ok(Box::new(move || config.connect(postgres::NoTls))),
        TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => Err(Error::new(
            ErrorKind::Url,
            "the option `sslmode` of the URL asks for an encrypted connection, which this program was built without; \
             enable the feature `tls` of `aludel`",
        )),
    }
}

/// The driver's time-out ends with the TCP connection: a server that accepts and says nothing would keep us for ever. So
/// a thread connects, and is left behind if it takes too long; it ends when the server answers or hangs up.
fn within(limit: Option<Duration>, place: &str, open: Opener) -> Result<Client> {
    let Some(limit) = limit else {
        return open().map_err(|error| error::from_connecting(error, place));
    };
    let (sender, receiver) = mpsc::sync_channel(1);
    let spawned = thread::Builder::new().name("aludel-connect".into()).spawn(move || {
        let _ = sender.send(open());
    });
    if let Err(error) = spawned {
        let message = format!("cannot connect to PostgreSQL at {place}: no thread can be started");
        return Err(Error::new(ErrorKind::Connect, message).with_source(error));
    }
    match receiver.recv_timeout(limit) {
        Ok(result) => result.map_err(|error| error::from_connecting(error, place)),
        Err(RecvTimeoutError::Timeout) => Err(Error::new(ErrorKind::Connect, error::too_late(place))),
        Err(RecvTimeoutError::Disconnected) => {
            let message = format!("cannot connect to PostgreSQL at {place}: the driver panicked; see standard error");
            Err(Error::new(ErrorKind::Connect, message))
        }
    }
}

/// As libpq, without a host it is the socket; over TCP to this machine if there is none.
fn place(url: &DatabaseUrl, port: u16) -> Place {
    if let Some(directory) = url.socket() {
        return Place::Socket(directory.to_owned());
    }
    if let Some(host) = url.host() {
        return Place::Host(host.to_string());
    }
    let found = SOCKETS.map(Path::new).into_iter().find(|directory| cfg!(unix) && socket(directory, port).exists());
    found.map_or_else(|| Place::Host("localhost".into()), |directory| Place::Socket(directory.to_owned()))
}

fn socket(directory: &Path, port: u16) -> PathBuf {
    directory.join(format!(".s.PGSQL.{port}"))
}
