//! The peers.

use std::path::PathBuf;
use std::process::Command;

use super::build::Build;
use crate::process;

/// What everything is compared with.
pub const HAND: &str = "hand";
/// What is compared.
pub const OURS: &str = "aludel";

/// A library, or what replaces it.
pub struct Peer {
    pub name: &'static str,
    /// The package of its worker; of a worker in another language, the script.
    pub package: &'static str,
    pub manifest: &'static str,
    pub databases: &'static [&'static str],
}

const ALL: &[&str] = &super::DATABASES;
const SQLITE: &[&str] = &["sqlite-memory", "sqlite-file"];
const MAIN: &str = "benches/Cargo.toml";

/// All of them, the measure of them first.
pub const PEERS: &[Peer] = &[
    Peer { name: HAND, package: "hand", manifest: MAIN, databases: ALL },
    Peer { name: OURS, package: "aludel-peer", manifest: MAIN, databases: ALL },
    Peer { name: "rusqlite", package: "rusqlite-peer", manifest: MAIN, databases: SQLITE },
    Peer { name: "diesel", package: "diesel-peer", manifest: MAIN, databases: ALL },
    Peer { name: "sqlx", package: "sqlx-peer", manifest: "benches/peers/sqlx/Cargo.toml", databases: ALL },
    Peer { name: "sea-orm", package: "sea-orm-peer", manifest: "benches/peers/sea-orm/Cargo.toml", databases: ALL },
    Peer { name: "toasty", package: "toasty-peer", manifest: "benches/peers/toasty/Cargo.toml", databases: ALL },
    Peer { name: "sqlalchemy", package: "benches/peers/sqlalchemy/worker.py", manifest: "", databases: ALL },
];

impl Peer {
    /// Whether cargo does not build it.
    pub fn is_foreign(&self) -> bool {
        self.package.ends_with(".py")
    }

    /// Its worker.
    pub fn program(&self) -> PathBuf {
        Build::directory().join(self.package)
    }

    /// What cargo is told beside.
    pub fn features(&self) -> &'static [&'static str] {
        if self.name == "diesel" && has_mysql_client() { &["--features", "mysql"] } else { &[] }
    }

    /// Why it is not measured on a database, on this machine.
    pub fn lacks(&self, database: &str) -> Option<&'static str> {
        let lacks = self.name == "diesel" && database == "mariadb" && !has_mysql_client();
        lacks.then_some("it needs the C client of MySQL; on Debian that is libmariadb-dev")
    }
}

/// Whether the C client of MySQL can be linked: to build one takes cmake and half an hour.
fn has_mysql_client() -> bool {
    ["libmariadb", "mysqlclient"]
        .iter()
        .any(|name| process::output(Command::new("pkg-config").args(["--exists", name])).is_some())
}
