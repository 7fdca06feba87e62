//! A peer's worker, and talking to it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::peers::Peer;
use super::target;

/// A running worker; it ends when its input does.
pub struct Worker {
    peer: &'static Peer,
    url: String,
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts it on a database.
    pub fn start(peer: &'static Peer, url: &str) -> Result<Self> {
        let mut command = if peer.is_foreign() {
            let mut command = Command::new(target().join("venv/bin/python"));
            command.args([peer.package, url]).arg(target());
            command
        } else {
            let mut command = Command::new(peer.program());
            command.arg(url);
            command
        };
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start the worker of {}", peer.name))?;
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().context("no output to read")?);
        Ok(Self { peer, url: url.to_owned(), child, to, from })
    }

    /// Starts it anew on fresh tables, after what it could not do has ended it.
    pub fn start_again(&mut self) -> Result<()> {
        *self = Self::start(self.peer, &self.url)?;
        self.ask("setup").map(drop)
    }

    pub fn name(&self) -> &'static str {
        self.peer.name
    }

    /// Sends a line, and waits for the answer.
    pub fn ask(&mut self, question: &str) -> Result<String> {
        let to = self.to.as_mut().context("the worker was told to end")?;
        writeln!(to, "{question}")
            .and_then(|()| to.flush())
            .with_context(|| format!("{} has ended", self.peer.name))?;
        let mut answer = String::new();
        self.from.read_line(&mut answer)?;
        if answer.is_empty() {
            bail!("{} ended at `{question}`", self.peer.name);
        }
        Ok(answer.trim().to_owned())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.to = None;
        // It has nothing more to do.
        let _ = self.child.wait();
    }
}
