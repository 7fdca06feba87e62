//! The commands before a server runs, and its log.

use std::fs::{self, File};
use std::io::{Seek, Write};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::kind::Site;
use crate::process::{self, Mode, Running};

/// How much of a log is shown.
const LINES: usize = 40;

/// Sends what `command` prints to the log.
pub fn logged(site: &Site, command: &mut Command) -> Result<()> {
    let log = File::options().create(true).append(true).open(site.dir.join("log"))?;
    command.stdout(log.try_clone()?).stderr(log);
    Ok(())
}

/// The end of the log.
pub fn log(site: &Site) -> String {
    let text = fs::read(site.dir.join("log")).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

/// Runs a command that must succeed. Stopped half-way, it would leave processes and shared memory behind.
pub fn run(site: &Site, command: &mut Command) -> Result<()> {
    logged(site, command)?;
    let status = Running::start(command, Mode::Alone, None)?.wait()?;
    process::check()?;
    if !status.success() {
        bail!("{} failed ({status}):\n{}", command.get_program().display(), log(site));
    }
    Ok(())
}

/// Text as the standard input of a command, in a nameless file: it may hold a password.
pub fn input(text: &str) -> Result<Stdio> {
    let mut file = tempfile::tempfile()?;
    file.write_all(text.as_bytes())?;
    file.rewind()?;
    Ok(file.into())
}
