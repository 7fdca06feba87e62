//! `cargo xtask bench`: Aludel beside code written by hand, and beside other libraries.
//!
//! Each peer is a program of its own, a worker (see `benches/harness`), so that their drivers need not agree on one
//! version of SQLite's bindings. The rounds of a scenario go from worker to worker, so that what else the machine does
//! meets all of them.
//!
//! A worker on one connection and its server share one core, see [`pin`]; for many threads both have all.

mod budget;
mod build;
mod count;
mod crowd;
mod peers;
mod pin;
mod report;
mod worker;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use crate::process::{self, Mode, Running};
use crate::servers::Servers;
use build::Build;
use peers::{HAND, PEERS, Peer};
use report::{Line, Report};
use worker::Worker;

/// The databases that can be measured.
pub const DATABASES: [&str; 5] = ["sqlite-memory", "sqlite-file", "postgres", "postgres-tcp", "mariadb"];

/// What to measure.
pub struct Options {
    /// Names of [`PEERS`]; empty means all.
    pub peers: Vec<String>,
    /// Of [`DATABASES`]; empty means all.
    pub databases: Vec<String>,
    /// Parts of names of scenarios; empty means all.
    pub scenarios: Vec<String>,
    /// How many rounds each scenario has.
    pub rounds: usize,
    /// Count instructions under callgrind, too.
    pub instructions: bool,
    /// Only whether all give and leave the same rows, by builds that are not optimized.
    pub check: bool,
    /// Only whether Aludel keeps its budget of instructions.
    pub quick: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            peers: Vec::new(),
            databases: Vec::new(),
            scenarios: Vec::new(),
            rounds: 21,
            instructions: false,
            check: false,
            quick: false,
        }
    }
}

/// A scenario, as the workers list it.
pub struct Scenario {
    number: usize,
    name: String,
    rows: usize,
    operations: usize,
}

fn target() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let target = if target.is_absolute() { target } else { env::current_dir().unwrap_or_default().join(target) };
    target.join("benches")
}

fn chosen(wanted: &[String], name: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| wanted == name)
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    if options.quick {
        return budget::run();
    }
    for name in &options.databases {
        if !DATABASES.contains(&name.as_str()) {
            bail!("there is no database `{name}`; they are {}", DATABASES.join(", "));
        }
    }
    for name in &options.peers {
        if !PEERS.iter().any(|peer| peer.name == name) {
            let names: Vec<_> = PEERS.iter().map(|peer| peer.name).collect();
            bail!("there is no peer `{name}`; they are {}", names.join(", "));
        }
    }
    Build::choose(if options.check { Build::Checked } else { Build::Measured });
    // Always with what it is measured against.
    let mut peers: Vec<&Peer> = PEERS.iter().filter(|p| p.name == HAND || chosen(&options.peers, p.name)).collect();
    for peer in std::mem::take(&mut peers) {
        match build::build(peer) {
            Ok(()) => peers.push(peer),
            // Without these there is nothing to compare.
            Err(error) if peer.name == HAND || peer.name == peers::OURS => return Err(error),
            Err(error) => println!("{}: left out: {error:#}", peer.name),
        }
        process::check()?;
    }
    let scenarios = scenarios(&options.scenarios)?;
    let databases: Vec<_> = DATABASES.into_iter().filter(|name| chosen(&options.databases, name)).collect();
    let needs_servers = databases.iter().any(|name| !name.starts_with("sqlite"));
    let start = || if needs_servers { Servers::start() } else { Ok(Servers::none()) };

    let mut report = Report::read()?;
    if !scenarios.is_empty() {
        let pinned = pin::to_one_core()?;
        let servers = start()?;
        for &database in &databases {
            measure(database, &peers, &scenarios, options, &servers, &mut report)?;
        }
        drop(servers);
        drop(pinned);
    }
    if crowd::is_wanted(&options.scenarios) {
        let servers = start()?;
        for &database in &databases {
            crowd::measure(database, &peers, options, &servers, &mut report)?;
        }
    }
    if options.check {
        println!("\nthose named have the same rows");
        return Ok(ExitCode::SUCCESS);
    }
    if options.instructions {
        println!("\n== instructions, SQLite file");
        count::instructions(&peers, &scenarios, |peer, scenario, instructions| {
            report.put_instructions(peer.name, scenario, instructions)
        })?;
    }
    report.write()?;
    println!("\n{}", report.last_line());
    Ok(ExitCode::SUCCESS)
}

fn scenarios(wanted: &[String]) -> Result<Vec<Scenario>> {
    let program = PEERS[0].program();
    let list = process::output(Command::new(&program).arg("list"))
        .with_context(|| format!("{} lists no scenarios", program.display()))?;
    let scenarios = list.lines().enumerate().map(|(number, line)| {
        let mut words = line.splitn(3, '\t');
        let mut next = || words.next().context("a scenario without a name");
        let (rows, operations) = (next()?.parse()?, next()?.parse()?);
        Ok(Scenario { number, rows, operations, name: next()?.to_owned() })
    });
    let scenarios: Result<Vec<_>> = scenarios.collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    Ok(scenarios?.into_iter().filter(|scenario| is_wanted(&scenario.name)).collect())
}

/// Where a worker finds its database. Each has one of its own.
fn url(database: &str, peer: &Peer, servers: &Servers) -> Result<Option<String>> {
    let server = |variable: &str| servers.env().find(|(name, _)| *name == variable).map(|(_, url)| url.to_owned());
    let url = match database {
        "sqlite-memory" => return Ok(Some("sqlite::memory:".to_owned())),
        "sqlite-file" => {
            let directory = target().join("databases");
            fs::create_dir_all(&directory)?;
            let path = directory.join(format!("{}.db", peer.name));
            for end in ["", "-wal", "-shm"] {
                let path = format!("{}{end}", path.display());
                if fs::exists(&path)? {
                    fs::remove_file(&path).with_context(|| format!("cannot remove {path}"))?;
                }
            }
            return Ok(Some(format!("sqlite:{}", path.display())));
        }
        "postgres" | "postgres-tcp" => server("ALUDEL_TEST_POSTGRES_URL"),
        _ => server("ALUDEL_TEST_MYSQL_URL"),
    };
    let Some(url) = url else { return Ok(None) };
    let name = format!("bench_{}", peer.name.replace('-', "_"));
    let made = process::output(Command::new(PEERS[0].program()).args(["database", &url, &name, database]));
    if made.is_none() && database == "postgres" {
        println!("{database}: not measured: the user may not ask where the server's socket is (pg_read_all_settings)");
        return Ok(None);
    }
    made.map(Some).with_context(|| format!("cannot make the database {name}"))
}

/// A worker of each peer that has this database, its tables filled.
fn workers(database: &str, peers: &[&'static Peer], servers: &Servers) -> Result<Vec<Worker>> {
    let mut workers = Vec::new();
    for peer in peers.iter().filter(|peer| peer.databases.contains(&database)) {
        if let Some(why) = peer.lacks(database) {
            println!("{}: not measured: {why}", peer.name);
            continue;
        }
        let Some(url) = url(database, peer, servers)? else { continue };
        let mut worker = Worker::start(peer, &url)?;
        match worker.ask("setup") {
            Err(error) if peer.name != HAND => println!("{}: left out: {error:#}", peer.name),
            answer => {
                answer?;
                workers.push(worker);
            }
        }
    }
    Ok(workers)
}

/// How long a round lasts, if that takes no more operations than the scenario has.
const ROUND: f64 = 20e6;

/// What each worker that has the scenario is: they gave and left the same rows.
fn taking_part(workers: &mut [Worker], ask: &str, what: &str) -> Result<Vec<usize>> {
    let mut hand = None;
    let mut taking_part = Vec::new();
    for (index, worker) in workers.iter_mut().enumerate() {
        let answer = match worker.ask(ask) {
            Err(error) if worker.name() != HAND => {
                println!("{what}: {} is left out: {error:#}", worker.name());
                worker.start_again()?;
                continue;
            }
            answer => answer?,
        };
        if answer == "missing" {
            continue;
        }
        let expected = hand.get_or_insert_with(|| answer.clone());
        if *expected != answer && worker.name() == peers::OURS {
            bail!("{what}: {} has other rows than {HAND}", worker.name());
        }
        if *expected != answer {
            println!("{what}: {} is left out: it has other rows than {HAND}", worker.name());
            continue;
        }
        taking_part.push(index);
    }
    // Without the code by hand there is nothing to compare with.
    Ok(if taking_part.first() == Some(&0) { taking_part } else { Vec::new() })
}

fn names(workers: &[Worker], indices: &[usize]) -> String {
    indices.iter().map(|index| workers[*index].name()).collect::<Vec<_>>().join(" ")
}

fn measure(
    database: &str,
    peers: &[&'static Peer],
    scenarios: &[Scenario],
    options: &Options,
    servers: &Servers,
    report: &mut Report,
) -> Result<()> {
    println!("\n== {database}");
    let mut measured: Vec<Vec<Line>> = scenarios.iter().map(|_| Vec::new()).collect();
    let sets = if options.check { 1 } else { options.rounds.div_ceil(ROUNDS_OF_PROCESS) };
    for _ in 0..sets {
        let mut workers = workers(database, peers, servers)?;
        for (scenario, lines) in scenarios.iter().zip(&mut measured) {
            let what = format!("{database}, {}", scenario.name);
            let taking_part = taking_part(&mut workers, &format!("check {}", scenario.number), &what)?;
            if options.check {
                println!("{:<42}  {}", scenario.name, names(&workers, &taking_part));
            } else if !taking_part.is_empty() {
                rounds(&mut workers, &taking_part, scenario, lines)?;
            }
        }
    }
    for (scenario, lines) in scenarios.iter().zip(measured).filter(|(_, lines)| !lines.is_empty()) {
        report.put(database, scenario, &lines)?;
    }
    Ok(())
}

/// The rounds of a scenario in these processes.
fn rounds(workers: &mut [Worker], taking_part: &[usize], scenario: &Scenario, lines: &mut Vec<Line>) -> Result<()> {
    let mut operations = vec![scenario.operations.div_ceil(50); taking_part.len()];
    // In the order of the peers.
    taking_part.iter().for_each(|&index| _ = Line::of(lines, workers[index].name()));
    // The first rounds fill caches, and tell how many operations fit into one.
    for round in 0..ROUNDS_OF_PROCESS + WARM {
        process::check()?;
        for turn in order(round, taking_part.len()) {
            let (asked, worker) = (operations[turn], &mut workers[taking_part[turn]]);
            let answer = worker.ask(&format!("run {} {asked}", scenario.number))?;
            let (time, allocations) = answer.split_once(' ').context("an answer that is no measurement")?;
            let (time, allocations) = (time.parse::<f64>()?, allocations.parse::<f64>()?);
            if round < WARM {
                let fit = ROUND / (time / asked as f64);
                operations[turn] = (fit as usize).clamp(1, scenario.operations);
            } else {
                Line::of(lines, worker.name()).add(time / asked as f64, allocations / asked as f64);
            }
        }
    }
    Ok(())
}

/// How many rounds are measured in one process, before all are started anew: where a process lies in memory makes it faster or slower
/// by a tenth, for as long as it runs.
const ROUNDS_OF_PROCESS: usize = 3;

/// Rounds that are not counted.
const WARM: usize = 2;

/// Who comes first changes from round to round, and so does who comes after whom.
fn order(round: usize, workers: usize) -> impl Iterator<Item = usize> {
    (0..workers).map(move |turn| {
        let turn = (turn + round / 2) % workers;
        if round.is_multiple_of(2) { turn } else { workers - 1 - turn }
    })
}

/// A child whose pipes are ours.
fn start(command: &mut Command) -> Result<Running> {
    Running::start(command, Mode::Alone, Some(Signal::TERM))
}
