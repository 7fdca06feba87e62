//! What a kind of server must say about itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use rustix::process::Signal;

use super::account::Account;

/// One kind of server. A new one is a file with one value of this type, and a line in `KINDS`.
pub struct Kind {
    /// The name in output.
    pub name: &'static str,
    /// The environment variable in which tests find the server.
    pub variable: &'static str,
    /// The environment variable that names the authority of its certificate to them.
    pub authority: &'static str,
    /// The scheme of its URLs.
    pub scheme: &'static str,
    /// The Debian package with its binaries.
    pub package: &'static str,
    /// The account it runs as when we are root, if that account exists.
    pub account: &'static str,
    /// The signal that ends it at once and leaves nothing but files, and its name.
    pub stop: (Signal, &'static str),
    /// Its installations, those on PATH first.
    pub find: fn() -> Vec<Found>,
    /// Creates the data directory; afterwards, or at the first start, the database and the user exist.
    pub prepare: fn(&Site) -> Result<()>,
    /// The command that serves on a port of 127.0.0.1, with and without TLS, and on a socket in the directory.
    pub serve: fn(&Site, u16) -> Command,
    /// Whether it answers.
    pub ready: fn(&Site, u16) -> bool,
}

/// An installation.
pub struct Found {
    /// The binary of the server.
    pub server: PathBuf,
    /// What it says to `--version`.
    pub version: String,
}

/// Where a throw-away server lives.
pub struct Site {
    /// The binary of the server.
    pub server: PathBuf,
    /// The directory of everything it writes.
    pub dir: PathBuf,
    /// Whom it runs as.
    pub account: Account,
    /// The password of the user `aludel`.
    pub password: String,
}

/// The user whom tests log in as.
pub const USER: &str = "aludel";
/// The database that tests start in.
pub const DATABASE: &str = "aludel_test";

impl Site {
    /// The directory of the data.
    pub fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// A command as the right user, in the right place, in a plain locale.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.dir).env("LC_ALL", "C");
        self.account.apply(&mut command);
        command
    }
}
