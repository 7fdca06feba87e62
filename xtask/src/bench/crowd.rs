//! Eight threads, or tasks, on a pool of eight connections: what is done in a second, and what the slowest wait.

use anyhow::{Context, Result};

use super::peers::Peer;
use super::report::{Crowd, Report};
use super::{Options, names, order, taking_part, workers};
use crate::process;
use crate::servers::Servers;

/// As the harness has them.
const THREADS: f64 = 8.0;
/// What each thread does in a round.
const STEPS: usize = 250;

/// Its name, among those of the scenarios.
pub const NAME: &str = "8 threads on a pool of 8";

/// Whether it is among those that were asked for.
pub fn is_wanted(parts: &[String]) -> bool {
    parts.is_empty() || parts.iter().any(|part| NAME.contains(part.as_str()))
}

/// Measures all peers on one database.
pub fn measure(
    database: &str,
    peers: &[&'static Peer],
    options: &Options,
    servers: &Servers,
    report: &mut Report,
) -> Result<()> {
    if database == "sqlite-memory" {
        return Ok(());
    }
    println!("\n== {database}: {NAME}");
    let mut workers = workers(database, peers, servers)?;
    let taking_part = taking_part(&mut workers, "crowd check", &format!("{database}, {NAME}"))?;
    if options.check {
        println!("{}", names(&workers, &taking_part));
        return Ok(());
    }
    let mut lines: Vec<Crowd> = taking_part.iter().map(|index| Crowd::new(workers[*index].name())).collect();
    for round in 0..options.rounds.div_ceil(2) {
        process::check()?;
        for turn in order(round, taking_part.len()) {
            let answer = workers[taking_part[turn]].ask(&format!("crowd {STEPS}"))?;
            let numbers: Vec<f64> = answer.split(' ').map(str::parse).collect::<Result<_, _>>()?;
            let &[wall, half, most] = &numbers[..] else { return None.context("an answer that is no measurement") };
            lines[turn].add(THREADS * STEPS as f64 / (wall / 1e9), half, most);
        }
    }
    report.put_crowd(database, &lines)
}
