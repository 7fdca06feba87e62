//! What one run of cargo costs.

use std::ffi::OsString;
use std::fs;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use super::content::Content;
use super::peers::Peer;
use crate::process::{self, Mode, Running};

/// The hidden command that runs another and writes down what it cost: the kernel counts by process, and only for those
/// that have ended.
pub const MEASURE: &str = "measure-command";

/// What a command cost, with all processes it started.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// From begin to end, in seconds.
    pub wall: f64,
    /// Of all threads, in seconds: hardly changed by what else the machine does.
    pub cpu: f64,
    /// Of the largest process, in megabytes.
    pub memory: f64,
}

impl Usage {
    /// The least of each: whatever else the machine does only adds.
    pub fn least(usages: &[Self]) -> Option<Self> {
        usages.iter().copied().reduce(|a, b| Self {
            wall: a.wall.min(b.wall),
            cpu: a.cpu.min(b.cpu),
            memory: a.memory.min(b.memory),
        })
    }
}

/// The hidden command: where to write, how many seconds it may take, and the command.
pub fn measure(words: &[OsString]) -> Result<ExitCode> {
    let [file, limit, program, arguments @ ..] = words else {
        bail!("{MEASURE} is not for people");
    };
    let limit: f64 = limit.to_string_lossy().parse()?;
    let begun = Instant::now();
    let mut running = Running::start(Command::new(program).args(arguments), Mode::Alone, Some(Signal::TERM))?;
    let status = loop {
        if let Some(status) = running.try_wait()? {
            break status;
        }
        if begun.elapsed().as_secs_f64() > limit {
            drop(running);
            fs::write(file, "late")?;
            return Ok(ExitCode::FAILURE);
        }
        thread::sleep(Duration::from_millis(2));
    };
    let wall = begun.elapsed().as_secs_f64();
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: it fills the structure it is given, which may be all zeros.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr());
        usage.assume_init()
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    fs::write(file, format!("{wall} {cpu} {}", usage.ru_maxrss as f64 / 1024.0))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What cargo is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Check,
    Debug,
    Release,
    /// The crate itself as in a release build, on dependencies that are not optimized.
    Optimized,
    /// The program that holds every function, optimized.
    Program,
}

impl Goal {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check", "--lib"],
            Self::Debug => &["build", "--lib"],
            Self::Release => &["build", "--lib", "--release"],
            Self::Optimized => &[
                "build",
                "--lib",
                "--config=profile.dev.package.leaf.opt-level=3",
                "--config=profile.dev.package.leaf.debug=false",
                "--config=profile.dev.package.leaf.debug-assertions=false",
                "--config=profile.dev.package.leaf.overflow-checks=false",
            ],
            Self::Program => &["build", "--bin", "leaf", "--release"],
        }
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Check => "check",
            Self::Debug => "debug build",
            Self::Release => "release build",
            Self::Optimized => "optimized build",
            Self::Program => "program",
        })
    }
}

/// A crate for one library, below `target/`, with a workspace and a target directory of its own.
pub struct Leaf {
    /// The library.
    pub peer: &'static dyn Peer,
    directory: PathBuf,
    limit: Duration,
    /// What cargo starts in the place of the compiler, for the crate itself.
    pub wrapper: Option<PathBuf>,
    /// Makes every source new to cargo.
    stamp: usize,
}

impl Leaf {
    /// In `directory`, which others share.
    pub fn new(peer: &'static dyn Peer, directory: &Path, limit: Duration) -> Result<Self> {
        let directory = directory.join(peer.package());
        fs::create_dir_all(directory.join("src"))?;
        fs::write(directory.join("src/main.rs"), "fn main() {\n    leaf::keep();\n}\n")?;
        Ok(Self { peer, directory, limit, wrapper: None, stamp: 0 })
    }

    /// Writes the crate.
    pub fn write(&mut self, content: Content, edit: usize) -> Result<()> {
        self.write_source(content, content.source(self.peer, edit))
    }

    /// Writes the crate without raising the recursion limit.
    pub fn write_at_default_limit(&mut self, content: Content) -> Result<()> {
        let source = content.source(self.peer, 0);
        let kept = source.lines().filter(|line| !line.starts_with("#![recursion_limit"));
        self.write_source(content, kept.collect::<Vec<_>>().join("\n"))
    }

    fn write_source(&mut self, content: Content, source: String) -> Result<()> {
        self.stamp += 1;
        let manifest = format!(
            "[package]\nname = \"leaf\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}",
            self.peer.dependencies(content)
        );
        let path = self.directory.join("Cargo.toml");
        if fs::read_to_string(&path).ok().as_deref() != Some(&manifest) {
            fs::write(&path, manifest)?;
        }
        fs::write(self.directory.join("src/lib.rs"), format!("{source}// {}\n", self.stamp))?;
        Ok(())
    }

    /// Runs cargo: what it cost, or the first line of its error.
    pub fn cargo(&self, goal: Goal, incremental: bool) -> Result<Result<Usage, String>> {
        self.cargo_in(&self.directory.join("target"), goal, incremental)
    }

    /// The same in another target directory.
    pub fn cargo_in(&self, target: &Path, goal: Goal, incremental: bool) -> Result<Result<Usage, String>> {
        let usage = self.directory.join("usage");
        let log = self.directory.join("log");
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(MEASURE).arg(&usage).arg(self.limit.as_secs().to_string());
        // One of the peers asks for a newer compiler than it needs.
        command.arg("cargo").args(goal.arguments()).args(["--ignore-rust-version", "--color", "never"]);
        command.arg("--manifest-path").arg(self.directory.join("Cargo.toml"));
        command.arg("--target-dir").arg(target);
        command.env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" });
        process::forget_xtask(&mut command);
        command.env_remove("RUSTFLAGS");
        if let Some(wrapper) = &self.wrapper {
            command.env("RUSTC_WORKSPACE_WRAPPER", wrapper);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&log)?);
        let passed = process::run(&mut command, Mode::Alone)?.success();
        process::check()?;
        let written = fs::read_to_string(&usage).context("no measurement")?;
        if written == "late" {
            return Ok(Err(format!("more than {} s", self.limit.as_secs())));
        }
        if !passed {
            let log = fs::read_to_string(&log)?;
            let line = log.lines().find(|line| line.starts_with("error")).unwrap_or("it failed");
            return Ok(Err(line.to_owned()));
        }
        let numbers: Vec<f64> = written.split(' ').filter_map(|number| number.parse().ok()).collect();
        let &[wall, cpu, memory] = &numbers[..] else { bail!("no measurement: {written}") };
        Ok(Ok(Usage { wall, cpu, memory }))
    }

    /// How many crates the last run compiled besides the leaf.
    pub fn compiled(&self) -> Result<usize> {
        let log = fs::read_to_string(self.directory.join("log"))?;
        Ok(log.lines().filter(|line| line.trim_start().starts_with("Compiling")).count().saturating_sub(1))
    }

    /// The size of the program, without symbols, in megabytes.
    pub fn program_size(&self) -> Result<f64> {
        let path = self.directory.join("target/release/leaf");
        let stripped = self.directory.join("stripped");
        let status = Command::new("strip").arg("-o").arg(&stripped).arg(&path).status().context("strip")?;
        let path = if status.success() { stripped } else { path };
        Ok(fs::metadata(path)?.len() as f64 / 1e6)
    }

    /// The version of the library that cargo chose.
    pub fn version(&self) -> Result<String> {
        let lock = fs::read_to_string(self.directory.join("Cargo.lock"))?;
        let name = format!("name = \"{}\"", self.peer.package());
        let mut lines = lock.lines().skip_while(|line| *line != name);
        let version = lines.nth(1).and_then(|line| line.split('"').nth(1));
        Ok(version.unwrap_or("unknown").to_owned())
    }
}
