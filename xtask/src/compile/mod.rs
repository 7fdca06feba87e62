//! `cargo xtask bench-compile`: what the compiler costs, beside other libraries.

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
use peers::Peer;
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
    /// How often; the median counts.
    pub rounds: usize,
    /// Only whether Aludel keeps its own budget.
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
        return quick(options);
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
    let mut report = Report::read()?;
    for peer in peers::ALL {
        if options.peers.is_empty() || options.peers.iter().any(|name| name == peer.package()) {
            Measuring { peer, leaf: Leaf::new(peer, &directory(), options.limit)?, options, report: &mut report }
                .all()?;
        }
    }
    report.write()?;
    println!("{}", report.last_line());
    Ok(ExitCode::SUCCESS)
}

/// One peer being measured.
struct Measuring<'a> {
    peer: &'static dyn Peer,
    leaf: Leaf,
    options: &'a Options,
    report: &'a mut Report,
}

impl Measuring<'_> {
    fn wants(&self, part: &str) -> bool {
        self.options.parts.is_empty() || self.options.parts.iter().any(|wanted| wanted == part)
    }

    fn all(&mut self) -> Result<()> {
        for (part, goal) in [("check", Goal::Check), ("debug", Goal::Debug), ("release", Goal::Release)] {
            if self.wants(part) {
                let (name, rounds) = match goal {
                    Goal::Check => ("check", self.options.rounds),
                    Goal::Debug => ("debug build", self.options.rounds),
                    // It is long enough to be measured once.
                    Goal::Release | Goal::Program => ("release build", 1),
                };
                self.whole(PROGRAM, goal, name, rounds)?;
                self.touched(PROGRAM, goal, &format!("{name} after a touch"), rounds)?;
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
            for content in tables.into_iter().chain(joins).chain(columns) {
                self.whole(content, Goal::Check, "check", 1)?;
            }
        }
        if self.wants("chain") {
            self.chain()?;
        }
        Ok(())
    }

    fn record(&mut self, content: Content, name: &str, result: Result<Usage, String>) -> Result<()> {
        let value = match &result {
            Ok(usage) => format!("{:.2} s, {:.2} s of CPU, {:.0} MB", usage.wall, usage.cpu, usage.memory),
            Err(error) => error.clone(),
        };
        println!("{}: {content}: {name}: {value}", self.peer.package());
        let version = self.leaf.version()?;
        self.report.put(Record::new(self.peer.package(), &version, content, name, result))
    }

    /// Builds what the crate depends on; whether that worked.
    fn prepare(&mut self, content: Content, goal: Goal, incremental: bool) -> Result<Result<(), String>> {
        let manifest = self.peer.dependencies(content);
        // The dependencies of the content with nothing in it.
        self.leaf.write(Content::Empty, 0)?;
        if manifest != self.peer.dependencies(Content::Empty) {
            self.leaf.write(content, 0)?;
        }
        Ok(self.leaf.cargo(goal, incremental)?.map(|_| ()))
    }

    /// Everything anew, as a build server does it.
    fn whole(&mut self, content: Content, goal: Goal, name: &str, rounds: usize) -> Result<()> {
        if let Some(why) = self.peer.lacks(content) {
            return self.record(content, name, Err(format!("does not have {why}")));
        }
        if let Err(error) = self.prepare(content, goal, false)? {
            return self.record(content, name, Err(error));
        }
        let mut usages = Vec::new();
        for _ in 0..rounds {
            self.leaf.write(content, 0)?;
            match self.leaf.cargo(goal, false)? {
                Ok(usage) => usages.push(usage),
                Err(error) => return self.record(content, name, Err(error)),
            }
        }
        self.record(content, name, Usage::median(&usages).ok_or_else(|| "not measured".to_owned()))
    }

    /// After a change of one query.
    fn touched(&mut self, content: Content, goal: Goal, name: &str, rounds: usize) -> Result<()> {
        self.leaf.write(content, 0)?;
        if let Err(error) = self.leaf.cargo(goal, true)? {
            return self.record(content, name, Err(error));
        }
        let mut usages = Vec::new();
        for edit in 1..=rounds {
            self.leaf.write(content, edit)?;
            match self.leaf.cargo(goal, true)? {
                Ok(usage) => usages.push(usage),
                Err(error) => return self.record(content, name, Err(error)),
            }
        }
        self.record(content, name, Usage::median(&usages).ok_or_else(|| "not measured".to_owned()))
    }

    /// The library and all that it depends on, from nothing.
    fn fresh(&mut self) -> Result<()> {
        let target = directory().join("fresh");
        let mut usages = Vec::new();
        let mut crates = 0;
        for _ in 0..self.options.rounds {
            if target.exists() {
                fs::remove_dir_all(&target).with_context(|| format!("cannot empty {}", target.display()))?;
            }
            self.leaf.write(Content::Empty, 0)?;
            match self.leaf.cargo_in(&target, Goal::Debug, false)? {
                Ok(usage) => usages.push(usage),
                Err(error) => return self.record(Content::Empty, "fresh build", Err(error)),
            }
            crates = self.leaf.compiled()?;
        }
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        self.report.put_number(self.peer.package(), "crates", crates as f64)?;
        self.record(Content::Empty, "fresh build", Usage::median(&usages).ok_or_else(|| "not measured".to_owned()))
    }

    fn size(&mut self) -> Result<()> {
        self.leaf.write(PROGRAM, 0)?;
        if self.leaf.cargo(Goal::Program, false)?.is_ok() {
            let size = self.leaf.program_size()?;
            println!("{}: {PROGRAM}: program: {size:.1} MB", self.peer.package());
            self.report.put_number(self.peer.package(), "size of the program, MB", size)?;
        }
        Ok(())
    }

    /// Whether the chain of foreign keys compiles at the default recursion limit.
    fn chain(&mut self) -> Result<()> {
        if let Err(error) = self.prepare(PROGRAM, Goal::Check, false)? {
            return self.record(PROGRAM, "check at the default recursion limit", Err(error));
        }
        self.leaf.write_at_default_limit(PROGRAM)?;
        let result = self.leaf.cargo(Goal::Check, false)?;
        self.record(PROGRAM, "check at the default recursion limit", result)
    }
}

/// The budget of Aludel alone, in seconds of CPU over an empty crate: twice what a 2-core machine of 2026 needs, so that
/// another machine may be slower, and not so much that something quadratic would fit.
const BUDGET: [(Content, f64); 3] = [(PROGRAM, 6.0), (Content::Join(40), 1.0), (Content::Wide(256), 1.0)];

fn quick(options: &Options) -> Result<ExitCode> {
    let mut leaf = Leaf::new(peers::ALL[0], &directory(), options.limit)?;
    let mut cost = |content| -> Result<f64> {
        let mut least = f64::INFINITY;
        // The least of several: whatever else the machine does only adds.
        for _ in 0..options.rounds {
            leaf.write(content, 0)?;
            let usage = leaf.cargo(Goal::Check, false)?.map_err(|error| anyhow::anyhow!("{content}: {error}"))?;
            least = least.min(usage.cpu);
        }
        Ok(least)
    };
    cost(Content::Empty)?;
    let empty = cost(Content::Empty)?;
    let mut over = false;
    for (content, budget) in BUDGET {
        let cost = cost(content)? - empty;
        let verdict = if cost <= budget { "ok" } else { "OVER" };
        over |= cost > budget;
        println!("check of {content}: {cost:.2} s of CPU over an empty crate, of {budget:.1}: {verdict}");
    }
    Ok(ExitCode::from(u8::from(over)))
}
