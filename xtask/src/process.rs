//! Child processes, and what becomes of them when this process is asked to stop.
//!
//! There is at most one child in the foreground. A signal (or, in a holder, the end of its input) asks that child to
//! end; whoever waits for it then returns, and the destructors do the rest.

use std::io::IsTerminal;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// How long a child may take to end before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a wait looks around.
pub const TICK: Duration = Duration::from_millis(20);

static STOPPED: AtomicBool = AtomicBool::new(false);
static FOREGROUND: Mutex<Option<Target>> = Mutex::new(None);

/// Whom to signal, and how.
#[derive(Clone, Copy)]
struct Target {
    pid: Pid,
    /// `None` for a child that ends soon by itself and leaves a mess if it is not let.
    stop: Option<Signal>,
    mode: Mode,
}

/// How a child shares the terminal.
#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    /// In a group of its own, which ends as a whole.
    Alone,
    /// In our group, reading the terminal: there Ctrl-C is the child's to answer.
    Interactive,
}

impl Target {
    fn stop(self) {
        if let Some(signal) = self.stop {
            self.signal(signal);
        }
    }

    fn signal(self, signal: Signal) {
        // It may be gone already, which is what was wanted.
        let _ = match self.mode {
            Mode::Alone => kill_process_group(self.pid, signal),
            Mode::Interactive => kill_process(self.pid, signal),
        };
    }
}

/// Takes from the environment of a command what `cargo run` says of xtask: it would make build scripts run again.
pub fn forget_xtask(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

fn foreground() -> MutexGuard<'static, Option<Target>> {
    FOREGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Turns SIGINT, SIGTERM and SIGHUP into [`stop`].
pub fn watch_signals() -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot watch signals")?;
    thread::spawn(move || {
        let mut asked = false;
        for signal in signals.forever() {
            let theirs = signal == SIGINT
                && std::io::stdin().is_terminal()
                && foreground().is_some_and(|child| child.mode == Mode::Interactive);
            if theirs {
                continue;
            }
            // Whoever asks twice does not want to wait.
            if asked && let Some(child) = *foreground() {
                child.signal(Signal::KILL);
            }
            stop();
            asked = true;
        }
    });
    Ok(())
}

/// Asks the child in the foreground to end, and lets no other begin.
pub fn stop() {
    let child = foreground();
    let before = STOPPED.swap(true, Ordering::SeqCst);
    if let (Some(child), false) = (*child, before) {
        child.stop();
    }
}

/// Whether this process was asked to stop.
pub fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// An error once this process was asked to stop, to leave by `?`.
pub fn check() -> Result<()> {
    if stopped() {
        bail!("interrupted");
    }
    Ok(())
}

/// The child in the foreground. Dropped while it runs, it is ended.
pub struct Running {
    /// The child itself, for its pipes.
    pub child: Child,
    ended: bool,
    told: Option<Instant>,
}

impl Running {
    /// Starts `command`, which `stop` ends in an orderly way; `None` if it ends soon by itself.
    pub fn start(command: &mut Command, mode: Mode, stop: Option<Signal>) -> Result<Self> {
        if mode == Mode::Alone {
            command.process_group(0);
        }
        // Held while the child is born, so that no signal falls between.
        let mut slot = foreground();
        check()?;
        let child = command.spawn().with_context(|| format!("cannot run {}", command.get_program().display()))?;
        let pid = Pid::from_child(&child);
        *slot = Some(Target { pid, stop, mode });
        Ok(Self { child, ended: false, told: None })
    }

    /// How it ended, if it has.
    pub fn try_wait(&mut self) -> Result<Option<ExitStatus>> {
        // The lock keeps a signal from reaching whoever gets the process number next.
        let mut slot = foreground();
        let status = self.child.try_wait()?;
        if status.is_some() {
            *slot = None;
            self.ended = true;
        } else if stopped()
            && self.told.get_or_insert_with(Instant::now).elapsed() > PATIENCE
            && let Some(child) = *slot
        {
            child.signal(Signal::KILL);
        }
        Ok(status)
    }

    /// Waits for its end.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.try_wait()? {
                return Ok(status);
            }
            thread::sleep(TICK);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let Some(child) = foreground().take() else {
            return;
        };
        child.stop();
        let told = Instant::now();
        while let Ok(None) = self.child.try_wait() {
            if told.elapsed() > PATIENCE {
                child.signal(Signal::KILL);
            }
            thread::sleep(TICK);
        }
    }
}

/// Runs `command` in the foreground.
pub fn run(command: &mut Command, mode: Mode) -> Result<ExitStatus> {
    Running::start(command, mode, Some(Signal::TERM))?.wait()
}

/// The output of a command that ends at once, if it succeeds.
pub fn output(command: &mut Command) -> Option<String> {
    let Output { status, stdout, .. } = command.stdin(Stdio::null()).output().ok()?;
    status.success().then(|| String::from_utf8_lossy(&stdout).trim().to_owned())
}
