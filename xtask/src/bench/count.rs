//! Instructions under callgrind, which do not depend on how busy the machine is.

use std::fs;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use super::peers::{PEERS, Peer};
use super::worker::Worker;
use super::{Scenario, start, target};
use crate::process;

/// Counts each scenario of each peer, on a file of SQLite, and tells it.
pub fn instructions(
    peers: &[&'static Peer],
    scenarios: &[Scenario],
    mut tell: impl FnMut(&'static Peer, &Scenario, f64) -> Result<()>,
) -> Result<()> {
    let made = target().join("databases/counted.db");
    fs::create_dir_all(made.parent().context("a directory")?)?;
    remove(&made.display().to_string())?;
    Worker::start(&PEERS[0], &format!("sqlite:{}", made.display()))?.ask("setup")?;
    for scenario in scenarios {
        for peer in peers.iter().filter(|peer| !peer.is_foreign()) {
            let copy = target().join("databases/counting.db").display().to_string();
            remove(&copy)?;
            fs::copy(&made, &copy)?;
            if let Some(instructions) = count(peer, &format!("sqlite:{copy}"), scenario)? {
                tell(peer, scenario, instructions)?;
            }
            process::check()?;
        }
    }
    Ok(())
}

fn remove(path: &str) -> Result<()> {
    for end in ["", "-wal", "-shm"] {
        let path = format!("{path}{end}");
        if fs::exists(&path)? {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Instructions of one operation, or `None` if the peer does not have it.
fn count(peer: &Peer, url: &str, scenario: &Scenario) -> Result<Option<f64>> {
    let log = target().join("callgrind.log");
    let out = target().join("callgrind.out");
    let mut command = std::process::Command::new("valgrind");
    command.args(["--tool=callgrind", "--toggle-collect=harness_measured"]);
    command.arg(format!("--callgrind-out-file={}", target().join("callgrind.data").display()));
    command.arg(format!("--log-file={}", log.display()));
    command.arg(peer.program()).args([url, "count", &scenario.number.to_string()]);
    command.stdin(Stdio::null()).stdout(fs::File::create(&out)?);
    if !start(&mut command)?.wait()?.success() {
        bail!("{}: {} fails under valgrind", scenario.name, peer.name);
    }
    let answer = fs::read_to_string(&out)?;
    let Ok(operations) = answer.trim().parse::<f64>() else { return Ok(None) };
    let log = fs::read_to_string(&log)?;
    let collected =
        log.lines().find_map(|line| line.split_once("Collected : ")).context("callgrind counted nothing")?;
    Ok(Some(collected.1.trim().parse::<f64>()? / operations))
}
