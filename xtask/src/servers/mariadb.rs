//! MariaDB.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::Signal;

use super::find;
use super::kind::{DATABASE, Found, Kind, Site, USER};
use super::setup;

/// MariaDB.
pub static MARIADB: Kind = Kind {
    name: "MariaDB",
    variable: "ALUDEL_TEST_MYSQL_URL",
    authority: "ALUDEL_TEST_MYSQL_TLS",
    scheme: "mysql",
    package: "mariadb-server",
    account: "mysql",
    // While it starts it may miss a SIGTERM, and its files are thrown away anyway.
    stop: (Signal::KILL, "KILL"),
    find,
    prepare,
    serve,
    ready,
};

const DIRECTORIES: &[&str] = &[
    "/usr/sbin",
    "/usr/libexec",
    "/usr/bin",
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/local/mysql/bin",
    "/usr/local/mariadb/bin",
    "/opt/homebrew/opt/mariadb*/bin",
    "/usr/local/opt/mariadb*/bin",
];

fn find() -> Vec<Found> {
    let directories = find::directories(DIRECTORIES);
    let mut servers = find::files(&directories, "mariadbd");
    servers.extend(find::files(&directories, "mysqld"));
    servers
        .into_iter()
        .filter_map(find::ask)
        // `mysqld` may be MySQL, which is prepared differently.
        .filter(|found| found.version.contains("MariaDB"))
        .collect()
}

/// The script that writes the system tables, of the same installation if it is there.
fn installer(server: &Path) -> Result<PathBuf> {
    let prefix = server.ancestors().nth(2).unwrap_or(Path::new("/"));
    let mut directories = vec![prefix.join("bin"), prefix.join("scripts")];
    directories.extend(find::directories(DIRECTORIES));
    ["mariadb-install-db", "mysql_install_db"]
        .iter()
        .find_map(|name| directories.iter().map(|directory| directory.join(name)).find(|file| file.is_file()))
        .with_context(|| format!("there is no mariadb-install-db for {}", server.display()))
}

fn prepare(site: &Site) -> Result<()> {
    let script = installer(&site.server)?;
    let mut command = site.command(&script);
    command
        .args(["--no-defaults", "--skip-test-db", "--skip-name-resolve"])
        .arg(option("--datadir", &site.data()))
        .stdin(Stdio::null());
    // An unpacked archive does not know where it lies.
    if let Some(prefix) = script.canonicalize()?.ancestors().nth(2) {
        command.arg(option("--basedir", prefix));
    }
    setup::run(site, &mut command)?;

    // The server runs this before it listens. One statement a line.
    let password = &site.password;
    let sql = format!(
        "DROP USER IF EXISTS ''@'localhost';\n\
         ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';\n\
         CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4;\n\
         CREATE USER '{USER}'@'%' IDENTIFIED BY '{password}';\n\
         GRANT ALL PRIVILEGES ON *.* TO '{USER}'@'%';\n"
    );
    let file = site.dir.join("setup.sql");
    fs::write(&file, sql)?;
    site.account.own(&file)
}

fn serve(site: &Site, port: u16) -> Command {
    let mut command = site.command(&site.server);
    command
        .args([
            "--no-defaults",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--max-connections=200",
            // For speed alone, so a version that has dropped one may ignore it.
            "--loose-innodb-flush-log-at-trx-commit=0",
            "--loose-innodb-flush-method=nosync",
            "--loose-innodb-doublewrite=OFF",
            "--loose-innodb-buffer-pool-size=128M",
            "--loose-sync-binlog=0",
        ])
        .arg(format!("--port={port}"))
        .arg(option("--datadir", &site.data()))
        .arg(option("--socket", &site.dir.join("socket")))
        .arg(option("--pid-file", &site.dir.join("pid")))
        .arg(option("--init-file", &site.dir.join("setup.sql")))
        .arg(option("--ssl-ca", &site.authority()))
        .arg(option("--ssl-cert", &site.certificate()))
        .arg(option("--ssl-key", &site.key()));
    command
}

/// It greets whoever connects once it is ready, and not before.
fn ready(_: &Site, port: u16) -> bool {
    let Ok(mut connection) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    // Four bytes of packet header, then the version of the protocol.
    let mut greeting = [0; 5];
    connection
        .set_read_timeout(Some(Duration::from_secs(1)))
        .and_then(|()| connection.read_exact(&mut greeting))
        .is_ok_and(|()| greeting[4] == 10)
}

fn option(name: &str, value: &Path) -> String {
    format!("{name}={}", value.display())
}
