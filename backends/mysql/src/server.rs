//! What is known about a server, and which dialects it suits.

use aludel_core::{Error, ErrorKind, Result, sql::DialectKind};

/// What is known about the server.
pub(crate) struct Server {
    /// The dialect that it is spoken to in.
    pub(crate) kind: DialectKind,
    /// Its name and version.
    pub(crate) version: String,
    /// Whether it is MariaDB.
    pub(crate) mariadb: bool,
    /// Its `max_allowed_packet`, in bytes.
    pub(crate) packet: usize,
}

impl Server {
    /// A server that tells this version, spoken to in a dialect, by default its own.
    ///
    /// # Errors
    /// `Connect` if MariaDB's dialect is wanted and it is another server.
    pub(crate) fn new(told: &str, kind: Option<DialectKind>, packet: usize) -> Result<Self> {
        let (version, mariadb) = version(told);
        let kind = kind.unwrap_or(if mariadb { DialectKind::MariaDb } else { DialectKind::MySql });
        suits(kind, &version, mariadb)?;
        Ok(Self { kind, version, mariadb, packet })
    }
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
}
