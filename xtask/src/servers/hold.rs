//! The holder: a process of our own for each server, which owns the server and its directory.
//!
//! It ends both when its standard input ends, and the operating system closes that when `cargo xtask` is gone, however
//! it went. So there is one way to stop for success, failure, panic, signals and `kill -9`.

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::account::Account;
use super::certificate;
use super::kind::{DATABASE, Kind, Site, USER};
use super::setup;
use crate::process::{self, Mode, Running};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer than this, a directory leaves no room for a socket's name within the 104 bytes that macOS allows.
const SHORT: usize = 60;

/// Starts a server, prints its URL and the file of its authority, and holds it until standard input ends.
pub fn hold(kind: &Kind, server: PathBuf) -> Result<()> {
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        process::stop();
    });
    let held = directory()?;
    let site = Site {
        server,
        dir: held.path().to_owned(),
        account: Account::unprivileged(kind.account)?,
        password: password()?,
    };
    site.account.own(&site.dir)?;
    certificate::write(&site)?;
    (kind.prepare)(&site)?;

    let (mut running, port) = start(kind, &site)?;
    println!("{}://{USER}:{}@127.0.0.1:{port}/{DATABASE}", kind.scheme, site.password);
    println!("{}", site.authority().display());
    let status = running.wait()?;
    if !process::stopped() {
        bail!("the server ended by itself ({status}):\n{}", setup::log(&site));
    }
    Ok(())
}

/// Serves on a free port, and waits until it answers.
fn start(kind: &Kind, site: &Site) -> Result<(Running, u16)> {
    loop {
        let port = free_port()?;
        let mut command = die_with_us((kind.serve)(site, port), kind.stop.1);
        command.stdin(Stdio::null());
        site.account.apply(&mut command);
        setup::logged(site, &mut command)?;
        let mut running = Running::start(&mut command, Mode::Alone, Some(kind.stop.0))?;
        let begun = Instant::now();
        loop {
            process::check()?;
            if let Some(status) = running.try_wait()? {
                // Somebody else was quicker to take the port.
                if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
                    break;
                }
                bail!("the server did not start ({status}):\n{}", setup::log(site));
            }
            if (kind.ready)(site, port) {
                return Ok((running, port));
            }
            if begun.elapsed() > PATIENCE {
                bail!("the server does not answer after {PATIENCE:?}:\n{}", setup::log(site));
            }
            thread::sleep(process::TICK);
        }
    }
}

/// Where Linux can, has the server end even if this holder is killed.
fn die_with_us(command: Command, signal: &str) -> Command {
    let able = process::output(Command::new("setpriv").arg("--help")).is_some_and(|help| help.contains("--pdeathsig"));
    if !able {
        return command;
    }
    let mut wrapped = Command::new("setpriv");
    wrapped.args(["--pdeathsig", signal, "--"]).arg(command.get_program()).args(command.get_args());
    if let Some(directory) = command.get_current_dir() {
        wrapped.current_dir(directory);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    wrapped
}

/// A temporary directory with a short name. Root's usual place may be closed to the server's account.
fn directory() -> Result<TempDir> {
    let usual = env::temp_dir();
    let private = rustix::process::geteuid().is_root() || usual.as_os_str().len() > SHORT;
    let parent = if private { Path::new("/tmp") } else { &usual };
    tempfile::Builder::new()
        .prefix("aludel-")
        .tempdir_in(parent)
        .with_context(|| format!("cannot create a directory in {}", parent.display()))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
    Ok(listener.local_addr()?.port())
}

fn password() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
