//! Installs what is missing where that can be done without asking.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process::{self, Mode};

/// Installs valgrind, if it is not there.
pub fn valgrind() -> Result<()> {
    if process::output(Command::new("valgrind").arg("--version")).is_some() {
        return Ok(());
    }
    install("valgrind", "valgrind", "valgrind is not installed: install the Debian package `valgrind`")
}

/// Installs `name`, which is the Debian package `package`, with apt-get, or fails with the advice.
pub fn install(name: &str, package: &str, advice: &str) -> Result<()> {
    let Some(as_root) = as_root() else {
        bail!("{advice}");
    };
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("{advice}");
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
