//! How the workers are built.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use super::peers::{PEERS, Peer};
use super::target;
use crate::process::{self, Mode};

/// What the workers are built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// To look at their rows: not optimized.
    Checked,
    /// To measure them.
    Measured,
    /// To count their instructions: optimized, but for SQLite alone and not across crates, which takes half the time.
    Counted,
}

static CHOSEN: OnceLock<Build> = OnceLock::new();

impl Build {
    /// Once, by the options.
    pub fn choose(build: Self) {
        CHOSEN.get_or_init(|| build);
    }

    fn chosen() -> Self {
        *CHOSEN.get().unwrap_or(&Self::Measured)
    }

    fn tell(self, command: &mut Command) {
        match self {
            Self::Checked => {}
            Self::Measured => {
                command.arg("--release");
            }
            Self::Counted => {
                command.args(["--release", "--no-default-features"]);
                command.envs([("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")]);
            }
        }
    }

    /// Where cargo puts them.
    pub fn directory() -> PathBuf {
        target().join(if Self::chosen() == Self::Checked { "debug" } else { "release" })
    }
}

/// Builds a worker.
pub fn build(peer: &Peer) -> Result<()> {
    if peer.is_foreign() {
        return install(peer);
    }
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--package", peer.package, "--manifest-path", peer.manifest]);
    Build::chosen().tell(&mut command);
    command.args(peer.features()).arg("--target-dir").arg(target());
    process::forget_xtask(&mut command);
    println!("building {}", peer.name);
    if !process::run(&mut command, Mode::Alone)?.success() {
        bail!("{} does not build", peer.name);
    }
    Ok(())
}

/// The environment of a worker in Python, and the statements that make the tables.
fn install(peer: &Peer) -> Result<()> {
    println!("installing {}", peer.name);
    let venv = target().join("venv");
    let requirements = PathBuf::from(peer.package).with_file_name("requirements.txt");
    let mut steps = [Command::new("python3"), Command::new(venv.join("bin/pip"))];
    steps[0].args(["-m", "venv"]).arg(&venv);
    steps[1].args(["install", "--quiet", "--requirement"]).arg(requirements);
    for mut step in steps {
        if !process::run(&mut step, Mode::Alone)?.success() {
            bail!("{} cannot be installed", peer.name);
        }
    }
    for (scheme, url) in [("sqlite", "sqlite::memory:"), ("postgresql", "postgresql:"), ("mysql", "mysql:")] {
        let statements = process::output(Command::new(PEERS[0].program()).args(["statements", url]));
        fs::write(target().join(format!("{scheme}.sql")), statements.context("no statements")? + "\n")?;
    }
    Ok(())
}
