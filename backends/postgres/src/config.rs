//! From a URL to a connection.

use crate::{
    client::{
        Client,
        open::{Route, Session},
    },
    error,
};
use aludel_core::{Result, engine::DatabaseUrl};
use aludel_socket::{Encryption, Options, Place, encryption};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

const PORT: u16 = 5432;
const APPLICATION: &str = "aludel";
/// The options of the URL that are about encryption.
const ENCRYPTION: Options = Options { mode: "sslmode", authorities: "sslrootcert" };
const TIMEOUT: Duration = Duration::from_secs(10);
/// Where servers put their socket, as they are packaged.
const SOCKETS: [&str; 3] = ["/var/run/postgresql", "/run/postgresql", "/tmp"];

/// Opens a connection.
///
/// # Errors
/// `Url`, `Connect` or `Authentication`.
pub(crate) fn connect(url: &DatabaseUrl) -> Result<Client> {
    let options = url.server_options();
    let place = place(url, url.port().unwrap_or(PORT));
    let encryption = match &place {
        Place::Host(host, _) => encryption(options.tls, host, options.authorities.as_deref(), ENCRYPTION)?,
        // As in libpq: what goes through a socket does not leave the machine.
        Place::Socket(_) => Encryption::No,
    };
    let limit = match url.raw_option("connect_timeout") {
        None => Some(TIMEOUT),
        Some(_) => options.connect_timeout,
    };
    // The last setting wins, so the URL's may set another zone.
    let settings = match &options.startup_options {
        None => "-c TimeZone=UTC".to_owned(),
        Some(more) => format!("-c TimeZone=UTC {more}"),
    };
    let session = Session {
        user: url.user(),
        password: url.password(),
        database: url.database(),
        application: options.application_name.as_deref().unwrap_or(APPLICATION),
        options: &settings,
    };
    let shown = place.to_string();
    Client::open(Route { place, encryption, limit }, &session)
        .map_err(|failure| error::from_connecting(failure, &shown))
}

/// As libpq, without a host it is the socket; over TCP to this machine if there is none.
fn place(url: &DatabaseUrl, port: u16) -> Place {
    if let Some(directory) = url.socket() {
        return Place::Socket(socket(directory, port));
    }
    if let Some(host) = url.host() {
        return Place::Host(host.to_string(), port);
    }
    let mut sockets = SOCKETS.iter().map(|directory| socket(Path::new(directory), port));
    let found = sockets.find(|socket| cfg!(unix) && socket.exists());
    found.map_or_else(|| Place::Host("localhost".into(), port), Place::Socket)
}

fn socket(directory: &Path, port: u16) -> PathBuf {
    directory.join(format!(".s.PGSQL.{port}"))
}
