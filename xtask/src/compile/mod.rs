//! `cargo xtask bench-compile`: what the compiler costs, beside other libraries.

mod budget;
mod content;
mod measure;
mod peers;
mod report;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use content::Content;
use measure::{Goal, Leaf, Usage};
pub use measure::{MEASURE, measure};
use report::{Record, Report};

/// The program that everything is measured on: 40 tables in one chain of foreign keys, 20 columns each.
const PROGRAM: Content = Content::Program { tables: 40, columns: 20 };

/// What may be measured, in order.
const PARTS: [&str; 7] = ["check", "debug", "release", "fresh", "queries", "curves", "chain"];

/// What to measure.
pub struct Options {
    /// Names of packages; empty means all.
    pub peers: Vec<String>,
    /// Of [`PARTS`]; empty means all.
    pub parts: Vec<String>,
    /// How often; the least counts.
    pub rounds: usize,
    /// Only whether Aludel keeps its own budget of instructions.
    pub quick: bool,
    /// How long one run of cargo may take.
    pub limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { peers: Vec::new(), parts: Vec::new(), rounds: 3, quick: false, limit: Duration::from_secs(900) }
    }
}

/// Where the crates are.
fn directory() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let target = if target.is_absolute() { target } else { env::current_dir().unwrap_or_default().join(target) };
    target.join("bench-compile")
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    if options.quick {
        return budget::run(options);
    }
    for part in &options.parts {
        if !PARTS.contains(&part.as_str()) {
            bail!("there is no part `{part}`; the parts are {}", PARTS.join(", "));
        }
    }
    let known: Vec<_> = peers::ALL.iter().map(|peer| peer.package()).collect();
    for name in &options.peers {
        if !known.contains(&name.as_str()) {
            bail!("there is no peer `{name}`; the peers are {}", known.join(", "));
        }
    }
    let chosen = peers::ALL
        .iter()
        .copied()
        .filter(|peer| options.peers.is_empty() || options.peers.iter().any(|name| name == peer.package()));
    let leaves = chosen.map(|peer| Leaf::new(peer, &directory(), options.limit)).collect::<Result<_>>()?;
    let mut measuring = Measuring { leaves, options, report: Report::read()? };
    measuring.all()?;
    measuring.report.write()?;
    println!("{}", measuring.report.last_line());
    Ok(ExitCode::SUCCESS)
}

/// All peers being measured. They take turns, as a machine is now faster and now slower.
struct Measuring<'a> {
    leaves: Vec<Leaf>,
    options: &'a Options,
    report: Report,
}

impl Measuring<'_> {
    fn wants(&self, part: &str) -> bool {
        self.options.parts.is_empty() || self.options.parts.iter().any(|wanted| wanted == part)
    }

    fn all(&mut self) -> Result<()> {
        for (part, goal) in [("check", Goal::Check), ("debug", Goal::Debug), ("release", Goal::Release)] {
            if self.wants(part) {
                let name = goal.to_string();
                self.whole(PROGRAM, goal, &name, self.options.rounds)?;
                self.touched(PROGRAM, goal, &format!("{name} after a touch"), self.options.rounds)?;
            }
        }
        if self.wants("release") {
            self.size()?;
        }
        if self.wants("fresh") {
            self.fresh()?;
        }
        if self.wants("queries") {
            self.whole(Content::Queries(1000), Goal::Check, "check", 1)?;
            self.touched(Content::Queries(1000), Goal::Check, "check after a touch", self.options.rounds)?;
        }
        if self.wants("curves") {
            self.whole(Content::Empty, Goal::Check, "check", self.options.rounds)?;
            let tables = [10, 20, 40, 80].map(|tables| Content::Program { tables, columns: 20 });
            let joins = [5, 10, 20, 40].map(Content::Join);
            let columns = [32, 64, 128, 256].map(Content::Wide);
            for content in tables {
                self.whole(content, Goal::Check, "check", 1)?;
            }
            for content in joins.into_iter().chain(columns) {
                self.whole(content, Goal::Check, "check", self.options.rounds)?;
            }
        }
        if self.wants("chain") {
            self.chain()?;
        }
        Ok(())
    }

    /// What is said of one content, for one of the peers.
    fn record(&mut self, at: usize, content: Content, name: &str, result: Result<Usage, String>) -> Result<()> {
        let leaf = &self.leaves[at];
        let value = match &result {
            Ok(usage) => format!("{:.2} s, {:.2} s of CPU, {:.0} MB", usage.wall, usage.cpu, usage.memory),
            Err(error) => error.clone(),
        };
        println!("{}: {content}: {name}: {value}", leaf.peer.package());
        let version = leaf.version()?;
        self.report.put(Record::new(leaf.peer.package(), &version, content, name, result))
    }

    /// Those peers for which the first step succeeds measure their rounds in turns; the least counts. Gives which were measured.
    fn in_turns(
        &mut self,
        content: Content,
        name: &str,
        rounds: usize,
        first: impl Fn(&mut Leaf) -> Result<Result<(), String>>,
        round: impl Fn(&mut Leaf, usize) -> Result<Result<Usage, String>>,
    ) -> Result<Vec<bool>> {
        let mut results = Vec::new();
        for leaf in &mut self.leaves {
            results.push(match leaf.peer.lacks(content) {
                Some(why) => Err(format!("does not have {why}")),
                None => first(leaf)?.map(|()| Vec::new()),
            });
        }
        for number in 1..=rounds {
            for (leaf, result) in self.leaves.iter_mut().zip(&mut results) {
                let Ok(usages) = result else { continue };
                match round(leaf, number)? {
                    Ok(usage) => usages.push(usage),
                    Err(error) => *result = Err(error),
                }
            }
        }
        let measured = results.iter().map(Result::is_ok).collect();
        for (at, result) in results.into_iter().enumerate() {
            let least = |usages: Vec<Usage>| Usage::least(&usages).ok_or_else(|| "not measured".to_owned());
            self.record(at, content, name, result.and_then(least))?;
        }
        Ok(measured)
    }

    /// Everything anew, as a build server does it.
    fn whole(&mut self, content: Content, goal: Goal, name: &str, rounds: usize) -> Result<()> {
        self.in_turns(
            content,
            name,
            rounds,
            |leaf| prepare(leaf, content, goal),
            |leaf, _| {
                leaf.write(content, 0)?;
                leaf.cargo(goal, false)
            },
        )?;
        Ok(())
    }

    /// After a change of one query.
    fn touched(&mut self, content: Content, goal: Goal, name: &str, rounds: usize) -> Result<()> {
        let built = |leaf: &mut Leaf| {
            leaf.write(content, 0)?;
            Ok(leaf.cargo(goal, true)?.map(|_| ()))
        };
        self.in_turns(content, name, rounds, built, |leaf, edit| {
            leaf.write(content, edit)?;
            leaf.cargo(goal, true)
        })?;
        Ok(())
    }

    /// The library and all that it depends on, from nothing.
    fn fresh(&mut self) -> Result<()> {
        let target = directory().join("fresh");
        let anew = |leaf: &mut Leaf, _| {
            if target.exists() {
                fs::remove_dir_all(&target).with_context(|| format!("cannot empty {}", target.display()))?;
            }
            leaf.write(Content::Empty, 0)?;
            leaf.cargo_in(&target, Goal::Debug, false)
        };
        let measured = self.in_turns(Content::Empty, "fresh build", self.options.rounds, |_| Ok(Ok(())), anew)?;
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        for (leaf, _) in self.leaves.iter().zip(measured).filter(|(_, measured)| *measured) {
            self.report.put_number(leaf.peer.package(), "crates", leaf.compiled()? as f64)?;
        }
        Ok(())
    }

    fn size(&mut self) -> Result<()> {
        for leaf in &mut self.leaves {
            leaf.write(PROGRAM, 0)?;
            if leaf.cargo(Goal::Program, false)?.is_ok() {
                let size = leaf.program_size()?;
                println!("{}: {PROGRAM}: program: {size:.1} MB", leaf.peer.package());
                self.report.put_number(leaf.peer.package(), "size of the program, MB", size)?;
            }
        }
        Ok(())
    }

    /// Whether the chain of foreign keys compiles at the default recursion limit.
    fn chain(&mut self) -> Result<()> {
        let first = |leaf: &mut Leaf| prepare(leaf, PROGRAM, Goal::Check);
        self.in_turns(PROGRAM, "check at the default recursion limit", 1, first, |leaf, _| {
            leaf.write_at_default_limit(PROGRAM)?;
            leaf.cargo(Goal::Check, false)
        })?;
        Ok(())
    }
}

/// Builds what the crate depends on; whether that worked.
fn prepare(leaf: &mut Leaf, content: Content, goal: Goal) -> Result<Result<(), String>> {
    // The dependencies of the content with nothing in it.
    leaf.write(Content::Empty, 0)?;
    if leaf.peer.dependencies(content) != leaf.peer.dependencies(Content::Empty) {
        leaf.write(content, 0)?;
    }
    Ok(leaf.cargo(goal, false)?.map(|_| ()))
}
