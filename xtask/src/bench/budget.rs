//! `cargo xtask bench --quick`: whether Aludel keeps its budget of instructions, which no clock is needed for.

use std::collections::HashMap;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::build::{self, Build};
use super::peers::{HAND, OURS, PEERS, Peer};
use super::{count, scenarios};
use crate::install;
use crate::process;

/// How many times the instructions of the code by hand a scenario may take, on a file of SQLite: what it takes, and two of
/// a hundred, since another compiler and another C library count a little differently.
const BUDGET: [(&str, f64); 14] = [
    ("one row by key", 1.08),
    ("100 rows of 3 columns", 1.03),
    ("100 rows of 25 columns", 0.98),
    ("100 x 10 x 10 nested", 1.10),
    ("list of 1", 1.13),
    ("list of 10", 1.07),
    ("five optional filters", 1.08),
    ("insert 1", 1.05),
    ("insert 100", 0.72),
    ("insert 100, keys read back", 0.72),
    ("update one by key", 1.04),
    ("transaction of ten statements", 1.09),
    ("session: add 10,000, commit", 1.05),
    ("session: load 10,000, change 100, commit", 1.09),
];

/// Runs the command.
pub fn run() -> Result<ExitCode> {
    install::valgrind()?;
    Build::choose(Build::Counted);
    let peers: Vec<&Peer> = PEERS.iter().filter(|peer| [HAND, OURS].contains(&peer.name)).collect();
    for peer in &peers {
        build::build(peer)?;
        process::check()?;
    }
    let budget: HashMap<_, _> = BUDGET.into();
    let mut scenarios = scenarios(&[])?;
    scenarios.retain(|scenario| budget.contains_key(&*scenario.name));
    if scenarios.len() < BUDGET.len() {
        bail!("a scenario with a budget is not there any more");
    }
    let mut by_hand = f64::NAN;
    let mut over = Vec::new();
    count::instructions(&peers, &scenarios, |peer, scenario, instructions| {
        if peer.name == HAND {
            by_hand = instructions;
            return Ok(());
        }
        let (ratio, most) = (instructions / by_hand, *budget.get(&*scenario.name).context("a budget")?);
        let verdict = if ratio <= most { "ok" } else { "OVER" };
        println!("{:<42} {by_hand:>12.0} {instructions:>12.0}  {ratio:.3} of {most:.2}  {verdict}", scenario.name);
        if ratio > most {
            over.push(scenario.name.clone());
        }
        Ok(())
    })?;
    if !over.is_empty() {
        println!("more instructions than they may take: {}", over.join("; "));
    }
    Ok(ExitCode::from(u8::from(!over.is_empty())))
}
