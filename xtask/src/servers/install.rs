//! Installs a missing server where that can be done without asking.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::kind::Kind;
use crate::process::{self, Mode};

/// Installs `kind`, one of `all`, with apt-get, or says what to install.
pub fn install(kind: &Kind, all: &[&Kind]) -> Result<()> {
    let Kind { name, package, .. } = kind;
    let variables = all.iter().map(|kind| kind.variable).collect::<Vec<_>>();
    let advice = format!(
        "{name} is not installed: install the Debian package `{package}` (elsewhere: the server of {name}), \
         or set {} to servers of your own, or test SQLite alone with `cargo xtask test --sqlite`",
        variables.join(" and ")
    );
    let Some(as_root) = as_root() else {
        bail!(advice);
    };
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!(advice);
    }
    println!("{name} is not installed; installing {package} with apt-get");
    for arguments in
        [vec!["update", "--quiet"], vec!["install", "--quiet", "--yes", "--no-install-recommends", package]]
    {
        // Neither questions nor services: RUNLEVEL=1 tells the package's scripts not to start any.
        let mut command = Command::new(as_root[0]);
        command
            .args(&as_root[1..])
            .args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"])
            .args(&arguments)
            .stdin(Stdio::null());
        if !process::run(&mut command, Mode::Alone)?.success() {
            process::check()?;
            bail!("`apt-get {}` failed; {advice}", arguments.join(" "));
        }
    }
    Ok(())
}

/// The words before a command that run it as root in an environment, if that works without a password.
fn as_root() -> Option<&'static [&'static str]> {
    if rustix::process::geteuid().is_root() {
        return Some(&["env"]);
    }
    process::output(Command::new("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n", "env"].as_slice())
}
