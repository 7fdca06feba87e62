//! The servers that tests need: the developer's own, or throw-away ones.

mod account;
mod certificate;
mod find;
mod hold;
mod kind;
mod mariadb;
mod postgres;
mod setup;

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::install;
use crate::process::{self, Mode};
use kind::{Found, Kind};

/// The kinds of servers that Aludel is tested on.
static KINDS: [&Kind; 2] = [&postgres::POSTGRES, &mariadb::MARIADB];

/// The hidden command that runs a holder.
pub const HOLD: &str = "hold-server";

/// The servers; dropped, those that were started here stop.
pub struct Servers(Vec<Server>);

struct Server {
    /// The variables that tell tests of it.
    env: Vec<(&'static str, String)>,
    /// Nobody holds a server of the developer's own.
    _holder: Option<Holder>,
}

/// The process that owns a server, for as long as we keep its standard input open.
struct Holder(Child);

impl Servers {
    /// No servers at all.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// One of each kind.
    pub fn start() -> Result<Self> {
        // All begin before the first is waited for.
        let begun = KINDS.iter().map(|kind| begin(kind)).collect::<Result<Vec<_>>>()?;
        let servers = begun.into_iter().map(|(kind, begun)| {
            let (env, holder) = match begun {
                // Whether it has TLS, and of which authority, is for its developer to say.
                Begun::Own(url) => (vec![(kind.variable, url)], None),
                Begun::Held(holder, answer) => {
                    let env = [kind.variable, kind.authority].map(|name| Ok((name, receive(kind, &answer)?)));
                    (env.into_iter().collect::<Result<_>>()?, Some(holder))
                }
            };
            Ok(Server { env, _holder: holder })
        });
        Ok(Self(servers.collect::<Result<_>>()?))
    }

    /// The environment in which tests find them.
    pub fn env(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().flat_map(|server| &server.env).map(|(name, value)| (*name, value.as_str()))
    }
}

/// `cargo xtask servers`.
pub fn command(words: &[OsString]) -> Result<ExitCode> {
    let servers = Servers::start()?;
    let Some((program, arguments)) = words.split_first() else {
        for (variable, value) in servers.env() {
            println!("{variable}={value}");
        }
        println!("Ctrl-C stops them.");
        while !process::stopped() {
            thread::sleep(process::TICK);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let mut command = Command::new(program);
    process::forget_xtask(&mut command);
    command.args(arguments).envs(servers.env());
    let status = process::run(&mut command, Mode::Interactive)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The hidden command: its words are the variable of a kind and the binary of its server.
pub fn hold(words: &[OsString]) -> Result<ExitCode> {
    let [variable, server] = words else {
        bail!("{HOLD} is not for people");
    };
    let kind = KINDS.iter().find(|kind| variable == kind.variable).context("unknown kind of server")?;
    hold::hold(kind, server.into()).context(kind.name)?;
    Ok(ExitCode::SUCCESS)
}

enum Begun {
    Own(String),
    Held(Holder, Receiver<String>),
}

/// Installs the server of a kind, or says what to install.
fn install(kind: &Kind) -> Result<()> {
    let Kind { name, package, .. } = kind;
    let variables = KINDS.map(|kind| kind.variable).join(" and ");
    let advice = format!(
        "{name} is not installed: install the Debian package `{package}` (elsewhere: the server of {name}), \
         or set {variables} to servers of your own, or test SQLite alone with `cargo xtask test --sqlite`"
    );
    install::install(name, package, &advice)
}

fn begin(kind: &'static Kind) -> Result<(&'static Kind, Begun)> {
    if let Some(url) = env::var(kind.variable).ok().filter(|url| !url.is_empty()) {
        println!("{}: the server of {}", kind.name, kind.variable);
        return Ok((kind, Begun::Own(url)));
    }
    let found = match newest(kind) {
        Some(found) => found,
        None => {
            install(kind)?;
            newest(kind).with_context(|| format!("{} is not there once installed", kind.name))?
        }
    };
    println!("{}: {}", kind.name, found.version);

    // In a group of its own, because Ctrl-C is for us to pass on, after the tests have ended.
    let mut child = Command::new(env::current_exe()?)
        .arg(HOLD)
        .arg(kind.variable)
        .arg(&found.server)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .context("cannot start a holder")?;
    let output = child.stdout.take().context("a holder has no output")?;
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    Ok((kind, Begun::Held(Holder(child), answer)))
}

/// The newest; among equals the last one found, because a wrapper on PATH comes before the real directories.
fn newest(kind: &Kind) -> Option<Found> {
    (kind.find)().into_iter().max_by_key(|found| find::numbers(&found.version))
}

/// Waits for a line of the holder's answer, and for a reason not to.
fn receive(kind: &Kind, answer: &Receiver<String>) -> Result<String> {
    loop {
        process::check()?;
        match answer.recv_timeout(process::TICK) {
            Ok(line) => return Ok(line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the {} server did not start, as it says above", kind.name)
            }
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // Closes its standard input first.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
