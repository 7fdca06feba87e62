//! The results: a line in the terminal for each scenario, JSON, and the tables of `RESULTS.md`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::peers::{HAND, OURS, PEERS};
use super::{DATABASES, Scenario};
use crate::process;

const JSON: &str = "benches/results.json";
const MARKDOWN: &str = "benches/RESULTS.md";

/// The rounds of one peer.
pub struct Line {
    peer: &'static str,
    /// Nanoseconds of an operation, in each round.
    times: Vec<f64>,
    /// Of an operation, in the last round.
    allocations: f64,
}

impl Line {
    /// That of a peer.
    pub fn of<'l>(lines: &'l mut Vec<Self>, peer: &'static str) -> &'l mut Self {
        let at = lines.iter().position(|line| line.peer == peer).unwrap_or_else(|| {
            lines.push(Self { peer, times: Vec::new(), allocations: 0.0 });
            lines.len() - 1
        });
        &mut lines[at]
    }

    pub fn add(&mut self, time: f64, allocations: f64) {
        self.times.push(time);
        self.allocations = allocations;
    }
}

/// The rounds of one peer with many threads.
pub struct Crowd {
    peer: &'static str,
    /// Operations in a second, in each round.
    done: Vec<f64>,
    /// Nanoseconds that half of them, and 99 of 100, took at most.
    waits: Vec<[f64; 2]>,
}

impl Crowd {
    pub fn new(peer: &'static str) -> Self {
        Self { peer, done: Vec::new(), waits: Vec::new() }
    }

    pub fn add(&mut self, done: f64, half: f64, most: f64) {
        self.done.push(done);
        self.waits.push([half, most]);
    }

    fn wait(&self, which: usize) -> f64 {
        quantile(&self.waits.iter().map(|waits| waits[which]).collect::<Vec<_>>(), 0.5)
    }
}

/// The value at this part of the sorted ones.
fn quantile(values: &[f64], part: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let index = ((values.len().saturating_sub(1)) as f64 * part).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}

/// The number of the scenario behind all others.
const LAST: usize = 1000;

/// All results so far: by database, scenario, and peer.
pub struct Report(Map<String, Value>);

impl Report {
    /// What earlier runs left.
    pub fn read() -> Result<Self> {
        match fs::read_to_string(JSON) {
            Ok(text) => Ok(Self(serde_json::from_str(&text).with_context(|| JSON)?)),
            Err(_) => Ok(Self(Map::new())),
        }
    }

    fn save(&self) -> Result<()> {
        fs::write(JSON, serde_json::to_string_pretty(&self.0)? + "\n").with_context(|| JSON)
    }

    fn place(&mut self, database: &str, scenario: &Scenario, peer: &str) -> Result<&mut Map<String, Value>> {
        self.place_of(database, &scenario.name, scenario.number, scenario.rows, peer)
    }

    fn place_of(
        &mut self,
        database: &str,
        name: &str,
        scenario: usize,
        rows: usize,
        peer: &str,
    ) -> Result<&mut Map<String, Value>> {
        self.0.insert("about".to_owned(), about());
        let databases = self.0.entry("databases").or_insert_with(|| json!({}));
        let scenarios = databases.as_object_mut().context(JSON)?.entry(database).or_insert_with(|| json!({}));
        let scenarios = scenarios.as_object_mut().context(JSON)?;
        let of = scenarios.entry(name).or_insert_with(|| json!({ "number": scenario, "rows": rows }));
        let peers = of.as_object_mut().context(JSON)?.entry(peer).or_insert_with(|| json!({}));
        peers.as_object_mut().context(JSON)
    }

    /// Takes in the rounds of a scenario, and prints them.
    pub fn put(&mut self, database: &str, scenario: &Scenario, lines: &[Line]) -> Result<()> {
        let hand = lines.iter().find(|line| line.peer == HAND).context("nothing to compare with")?;
        print!("{:<42}", scenario.name);
        for line in lines {
            let ratios: Vec<f64> = line.times.iter().zip(&hand.times).map(|(time, hand)| time / hand).collect();
            let time = quantile(&line.times, 0.5);
            let [low, ratio, high] = [0.25, 0.5, 0.75].map(|part| quantile(&ratios, part));
            let place = self.place(database, scenario, line.peer)?;
            let round = |number: f64| (number * 1000.0).round() / 1000.0;
            place.insert("nanoseconds".to_owned(), json!(time.round()));
            place.insert("ratio".to_owned(), json!(round(ratio)));
            place.insert("spread".to_owned(), json!([round(low), round(high)]));
            place.insert("allocations".to_owned(), json!((line.allocations * 10.0).round() / 10.0));
            match line.peer {
                HAND => print!("  {HAND} {} ({:.0} allocs)", show(time), line.allocations),
                peer => print!("  {peer} {ratio:.2} [{low:.2}, {high:.2}] ({:.0})", line.allocations),
            }
        }
        println!();
        self.save()
    }

    /// Takes in the rounds with many threads, and prints them.
    pub fn put_crowd(&mut self, database: &str, lines: &[Crowd]) -> Result<()> {
        let Some(hand) = lines.iter().find(|line| line.peer == HAND) else { return Ok(()) };
        for line in lines {
            let ratios: Vec<f64> = line.done.iter().zip(&hand.done).map(|(done, hand)| hand / done).collect();
            let done = quantile(&line.done, 0.5);
            let [low, ratio, high] = [0.25, 0.5, 0.75].map(|part| quantile(&ratios, part));
            let place = self.place_of(database, super::crowd::NAME, LAST, 1, line.peer)?;
            let round = |number: f64| (number * 1000.0).round() / 1000.0;
            place.insert("nanoseconds".to_owned(), json!((1e9 / done).round()));
            place.insert("ratio".to_owned(), json!(round(ratio)));
            place.insert("spread".to_owned(), json!([round(low), round(high)]));
            place.insert("half".to_owned(), json!(line.wait(0).round()));
            place.insert("most".to_owned(), json!(line.wait(1).round()));
            println!(
                "{:<10} {done:>8.0}/s, {ratio:.2} [{low:.2}, {high:.2}], half {}, 99 % {}",
                line.peer,
                show(line.wait(0)),
                show(line.wait(1))
            );
        }
        self.save()
    }

    /// Takes in how many instructions an operation has.
    pub fn put_instructions(&mut self, peer: &str, scenario: &Scenario, instructions: f64) -> Result<()> {
        println!("{:<42}  {peer:<10} {instructions:>14.0}", scenario.name);
        self.place("sqlite-file", scenario, peer)?.insert("instructions".to_owned(), json!(instructions.round()));
        self.save()
    }

    /// Scenarios of a database, as they are listed.
    fn scenarios(&self, database: &str) -> Vec<(&String, &Value)> {
        let found = self.0.get("databases").and_then(|databases| databases.get(database)).and_then(Value::as_object);
        let mut scenarios: Vec<_> = found.into_iter().flatten().collect();
        scenarios.sort_by_key(|(_, value)| value.get("number").and_then(Value::as_u64));
        scenarios
    }

    /// The result in one line.
    pub fn last_line(&self) -> String {
        let mut worst = (0.0, String::new());
        let (mut ahead, mut all) = (0, 0);
        for database in DATABASES {
            for (name, scenario) in self.scenarios(database) {
                let Some(ours) = number(scenario, OURS, "ratio") else { continue };
                if ours > worst.0 {
                    worst = (ours, format!("{name}, {database}"));
                }
                let others = PEERS.iter().filter(|peer| peer.name != OURS && peer.name != HAND);
                let others: Vec<f64> = others.filter_map(|peer| number(scenario, peer.name, "ratio")).collect();
                if !others.is_empty() {
                    all += 1;
                    ahead += usize::from(others.iter().all(|other| ours <= *other));
                }
            }
        }
        let (ratio, scenario) = worst;
        format!("bench: worst ratio to hand-written {ratio:.2} ({scenario}), ahead of every peer in {ahead} of {all}")
    }

    /// Writes the tables.
    pub fn write(&self) -> Result<()> {
        let mut out =
            "# Run time\n\nWritten by `cargo xtask bench`; the numbers are in `results.json`, too.\n\n".to_owned();
        let about: BTreeMap<&str, &str> =
            self.0.get("about").and_then(Value::as_object).map_or_else(BTreeMap::new, |map| {
                map.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
            });
        for (name, value) in &about {
            writeln!(out, "- {name}: {value}")?;
        }
        out += "\nThe first column is the time of one operation of code written by hand (on SQLite its C interface with kept \
            statements), the others are multiples of it: the median of the rounds, each compared with the round by hand next to \
            it, and the quartiles. In brackets are allocations of an operation. All peers gave and left the same rows.\n\n\
            A round is what fits into 20 milliseconds, at least one operation; the peers take turns, each round in another order, and begin anew after three. \
            Client and server share one core, which is alike for all: on two, the scheduler of a small machine runs them now \
            on one and now on both, and waking a core that sleeps takes longer than a statement. With many threads both have \
            all cores. The servers do not wait for a disk. Where a peer has no figure, it cannot do that, or its documentation \
            has no way: Toasty has no joins and no grouping, Diesel no keys read back on MariaDB, only SQLite in memory has one \
            connection.\n";
        for database in DATABASES {
            let scenarios = self.scenarios(database);
            if scenarios.is_empty() {
                continue;
            }
            let peers: Vec<_> = PEERS
                .iter()
                .map(|peer| peer.name)
                .filter(|name| scenarios.iter().any(|(_, of)| number(of, name, "nanoseconds").is_some()))
                .collect();
            writeln!(out, "\n## {database}\n\n| | {} |", peers.join(" | "))?;
            writeln!(out, "| --- |{}", " ---: |".repeat(peers.len()))?;
            for (name, of) in &scenarios {
                write!(out, "| {name} |")?;
                for peer in &peers {
                    write!(out, " {} |", cell(of, peer))?;
                }
                out.push('\n');
            }
            chart(&mut out, &scenarios)?;
            waits(&mut out, &scenarios)?;
        }
        let counted: Vec<_> = self
            .scenarios("sqlite-file")
            .into_iter()
            .filter(|(_, of)| number(of, HAND, "instructions").is_some())
            .collect();
        if !counted.is_empty() {
            let peers: Vec<_> = PEERS
                .iter()
                .map(|peer| peer.name)
                .filter(|name| counted.iter().any(|(_, of)| number(of, name, "instructions").is_some()))
                .collect();
            writeln!(
                out,
                "\n## Instructions of an operation, SQLite\n\nCounted by callgrind, in a file; SQLite's own are among them.\n"
            )?;
            writeln!(out, "| | {} |\n| --- |{}", peers.join(" | "), " ---: |".repeat(peers.len()))?;
            for (name, of) in counted {
                write!(out, "| {name} |")?;
                let hand = number(of, HAND, "instructions").unwrap_or(f64::NAN);
                for peer in &peers {
                    match number(of, peer, "instructions") {
                        Some(count) if *peer == HAND => write!(out, " {count} |")?,
                        Some(count) => write!(out, " {:.3} |", count / hand)?,
                        None => write!(out, " - |")?,
                    }
                }
                out.push('\n');
            }
        }
        writeln!(out, "\n## In one line\n\n    {}", self.last_line())?;
        fs::write(MARKDOWN, out).with_context(|| MARKDOWN)
    }
}

fn number(scenario: &Value, peer: &str, what: &str) -> Option<f64> {
    scenario.get(peer)?.get(what)?.as_f64()
}

fn cell(of: &Value, peer: &str) -> String {
    let (Some(time), Some(ratio)) = (number(of, peer, "nanoseconds"), number(of, peer, "ratio")) else {
        return "-".to_owned();
    };
    let allocations = number(of, peer, "allocations").map_or(String::new(), |count| format!(" ({count:.0})"));
    if peer == HAND {
        return format!("{}{allocations}", show(time));
    }
    let spread = |index: usize| of.get(peer).and_then(|of| of.get("spread")?.get(index)?.as_f64()).unwrap_or(f64::NAN);
    format!("{ratio:.2} [{:.2}, {:.2}]{allocations}", spread(0), spread(1))
}

/// The ratio of ours as bars; a full one is twice the time by hand.
fn chart(out: &mut String, scenarios: &[(&String, &Value)]) -> Result<()> {
    writeln!(out, "\n```text\n{OURS} / {HAND}; the bar ends at 1.0 if they are equal")?;
    for (name, of) in scenarios {
        if let Some(ratio) = number(of, OURS, "ratio") {
            let length = (ratio * 20.0).round().clamp(0.0, 60.0) as usize;
            let bar: String = (0..length).map(|at| if at < 20 { '█' } else { '▒' }).collect();
            writeln!(out, "{name:<42} {bar:<22} {ratio:.2}")?;
        }
    }
    out.push_str("```\n");
    Ok(())
}

/// What is done in a second by many threads, and how long they wait.
fn waits(out: &mut String, scenarios: &[(&String, &Value)]) -> Result<()> {
    let Some((name, of)) = scenarios.iter().find(|(name, _)| *name == super::crowd::NAME) else { return Ok(()) };
    writeln!(
        out,
        "\n{name}, four reads of a row by key to one update; in a second, and what 50 and 99 of 100 take at most:\n"
    )?;
    writeln!(out, "| | in a second | 50 % | 99 % |\n| --- | ---: | ---: | ---: |")?;
    for peer in PEERS {
        let get = |what: &str| number(of, peer.name, what);
        if let (Some(time), Some(half), Some(most)) = (get("nanoseconds"), get("half"), get("most")) {
            writeln!(out, "| {} | {:.0} | {} | {} |", peer.name, 1e9 / time, show(half), show(most))?;
        }
    }
    Ok(())
}

/// Nanoseconds, readable.
fn show(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e4 => format!("{:.2} us", nanoseconds / 1e3),
        1e4..1e6 => format!("{:.0} us", nanoseconds / 1e3),
        _ => format!("{:.2} ms", nanoseconds / 1e6),
    }
}

/// Where and when.
fn about() -> Value {
    let output = |program: &str, arguments: &[&str]| {
        process::output(Command::new(program).args(arguments)).unwrap_or_else(|| "unknown".to_owned())
    };
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    json!({
        "date": output("date", &["-u", "-I"]),
        "compiler": output("rustc", &["-V"]),
        "machine": format!("{cores} cores of {}", model.unwrap_or("an unknown processor")),
        "profile": "release, fat LTO, one codegen unit",
    })
}
