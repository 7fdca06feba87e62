//! Servers refuse to run as root, so root lends them another account.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// An existing account without privileges; `None` is whoever we are already.
pub struct Account(Option<(u32, u32)>);

impl Account {
    /// `preferred` if it exists, else `nobody`.
    pub fn unprivileged(preferred: &str) -> Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self(None));
        }
        let ids = lookup(preferred)
            .or_else(|| lookup("nobody"))
            .with_context(|| format!("there is neither a user {preferred} nor a user nobody"))?;
        Ok(Self(Some(ids)))
    }

    /// Makes `command` run as it.
    pub fn apply(&self, command: &mut Command) {
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
    }

    /// Gives it a file or directory.
    pub fn own(&self, path: &Path) -> Result<()> {
        if let Some((user, group)) = self.0 {
            chown(path, Some(user), Some(group)).with_context(|| format!("cannot give {} away", path.display()))?;
        }
        Ok(())
    }
}

fn lookup(name: &str) -> Option<(u32, u32)> {
    let id = |flag| process::output(Command::new("id").args([flag, name]))?.parse().ok();
    Some((id("-u")?, id("-g")?)).filter(|(user, _)| *user != 0)
}
