//! The peers.

use std::path::PathBuf;

use super::target;

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
    Peer { name: "diesel", package: "diesel-peer", manifest: MAIN, databases: SQLITE },
    Peer {
        name: "sqlx",
        package: "sqlx-peer",
        manifest: "benches/peers/sqlx/Cargo.toml",
        databases: &["sqlite-memory", "sqlite-file", "postgres", "postgres-tcp"],
    },
    Peer { name: "sqlalchemy", package: "benches/peers/sqlalchemy/worker.py", manifest: "", databases: SQLITE },
];

impl Peer {
    /// Whether cargo does not build it.
    pub fn is_foreign(&self) -> bool {
        self.package.ends_with(".py")
    }

    /// Its worker.
    pub fn program(&self) -> PathBuf {
        target().join("release").join(self.package)
    }
}
