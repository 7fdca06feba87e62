//! The results: kept as JSON, so that one peer can be measured again alone, and told as a table.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::PROGRAM;
use super::content::Content;
use super::measure::Usage;
use super::peers;
use crate::process;

const JSON: &str = "benches/compile.json";
const MARKDOWN: &str = "benches/COMPILE.md";

/// One measurement.
pub struct Record {
    peer: &'static str,
    version: String,
    /// Content and measure.
    key: String,
    value: Value,
}

impl Record {
    /// Of what a run of cargo cost, or why it did not.
    pub fn new(
        peer: &'static str,
        version: &str,
        content: Content,
        measure: &str,
        result: Result<Usage, String>,
    ) -> Self {
        let value = match result {
            Ok(Usage { wall, cpu, memory }) => json!({
                "wall": (wall * 100.0).round() / 100.0,
                "cpu": (cpu * 100.0).round() / 100.0,
                "memory": memory.round(),
            }),
            Err(error) => json!({ "error": error }),
        };
        Self { peer, version: version.to_owned(), key: key(content, measure), value }
    }
}

fn key(content: Content, measure: &str) -> String {
    format!("{content}: {measure}")
}

/// All measurements so far: by peer, then by content and measure.
pub struct Report(Map<String, Value>);

impl Report {
    /// What earlier runs left.
    pub fn read() -> Result<Self> {
        match fs::read_to_string(JSON) {
            Ok(text) => Ok(Self(serde_json::from_str(&text).with_context(|| JSON)?)),
            Err(_) => Ok(Self(Map::new())),
        }
    }

    fn of(&mut self, peer: &str) -> Result<&mut Map<String, Value>> {
        self.0.entry(peer).or_insert_with(|| json!({})).as_object_mut().with_context(|| format!("{JSON}: {peer}"))
    }

    /// Takes a measurement in, in place of the same one before, and writes all down.
    pub fn put(&mut self, record: Record) -> Result<()> {
        let peer = self.of(record.peer)?;
        peer.insert("version".to_owned(), json!(record.version));
        peer.insert("date".to_owned(), json!(command("date", &["-u", "-I"])));
        peer.insert("machine".to_owned(), json!(machine()));
        peer.insert("compiler".to_owned(), json!(command("rustc", &["-V"])));
        peer.insert(record.key, record.value);
        self.save()
    }

    /// Takes in a number that is no cost of a run.
    pub fn put_number(&mut self, peer: &str, name: &str, number: f64) -> Result<()> {
        self.of(peer)?.insert(name.to_owned(), json!((number * 10.0).round() / 10.0));
        self.save()
    }

    fn save(&self) -> Result<()> {
        fs::create_dir_all("benches")?;
        fs::write(JSON, serde_json::to_string_pretty(&self.0)? + "\n")?;
        Ok(())
    }

    fn value(&self, peer: &str, content: Content, measure: &str) -> Option<&Value> {
        self.0.get(peer)?.get(key(content, measure))
    }

    fn number(&self, peer: &str, content: Content, measure: &str, what: &str) -> Option<f64> {
        self.value(peer, content, measure)?.get(what)?.as_f64()
    }

    /// Seconds of CPU over those of an empty crate.
    fn over_empty(&self, content: Content) -> Option<f64> {
        let [content, empty] = [content, Content::Empty].map(|content| self.number("aludel", content, "check", "cpu"));
        Some(content? - empty?)
    }

    fn ratio(&self, content: Content, measure: &str) -> Option<f64> {
        let [ours, theirs] = ["aludel", "diesel"].map(|peer| self.number(peer, content, measure, "cpu"));
        Some(ours? / theirs?)
    }

    /// The result in one line, of CPU time.
    pub fn last_line(&self) -> String {
        let show = |number: Option<f64>| number.map_or("-".to_owned(), |number| format!("{number:.2}"));
        format!(
            "compile: 40x20 check {} of Diesel, incremental {}, 40 joins {} s, 256 columns {} s, fresh build {} of Diesel",
            show(self.ratio(PROGRAM, "check")),
            show(self.ratio(PROGRAM, "check after a touch")),
            show(self.over_empty(Content::Join(40))),
            show(self.over_empty(Content::Wide(256))),
            show(self.ratio(Content::Empty, "fresh build")),
        )
    }

    /// Writes the table.
    pub fn write(&self) -> Result<()> {
        fs::write(MARKDOWN, self.markdown()?).with_context(|| MARKDOWN)
    }

    fn markdown(&self) -> Result<String> {
        let peers: Vec<_> =
            peers::ALL.map(|peer| peer.package()).into_iter().filter(|p| self.0.contains_key(*p)).collect();
        let mut out =
            "# Compile time\n\nWritten by `cargo xtask bench-compile`; the numbers are in `compile.json`, too.\n\n"
                .to_owned();
        let text = |peer: &str, name: &str| {
            self.0.get(peer).and_then(|peer| peer.get(name)).and_then(Value::as_str).unwrap_or("-").to_owned()
        };
        writeln!(out, "| | version | measured | compiler | machine |\n| --- | --- | --- | --- | --- |")?;
        for peer in &peers {
            let [version, date, compiler, machine] =
                ["version", "date", "compiler", "machine"].map(|name| text(peer, name));
            writeln!(out, "| {peer} | {version} | {date} | {compiler} | {machine} |")?;
        }
        out += "\nEvery crate has the same content, written as the documentation of its library recommends. A cell is seconds on \
            the clock / seconds of CPU / megabytes of the largest process, the least of its rounds, in \
            which the peers take turns. \"Whole\" is with `CARGO_INCREMENTAL=0`, the dependencies being built; \"after a touch\" is incremental, after a literal in one query was changed.\n\n\
            Toasty has no joins: it filters by the row that is referred to, and loads it, too. rust-query has no 32-bit \
            integers, and its keys are no integers. Drizzle, SeaORM, Toasty and rust-query get a higher recursion limit where \
            they need one.\n";

        out += "\n## 40 tables of 20 columns\n\nIn one chain of foreign keys, with 39 joined queries, and an insert, a load and an \
            update for each table.\n\n";
        let measures = [
            "check",
            "check after a touch",
            "debug build",
            "debug build after a touch",
            "release build",
            "release build after a touch",
        ];
        self.table(&mut out, &peers, measures.map(|measure| (measure.to_owned(), PROGRAM, measure)).to_vec())?;
        write!(out, "| size of the program, MB |")?;
        for peer in &peers {
            write!(out, " {} |", self.plain(peer, "size of the program, MB"))?;
        }
        out += "\n";
        self.bars(&mut out, &peers)?;

        out += "\n## The library itself\n\nA crate that uses nothing, and a fresh build of the library with all that it depends on.\n\n";
        let rows = [("check of an empty crate", "check"), ("fresh build", "fresh build")];
        self.table(&mut out, &peers, rows.map(|(name, measure)| (name.to_owned(), Content::Empty, measure)).to_vec())?;
        write!(out, "| crates |")?;
        for peer in &peers {
            write!(out, " {} |", self.plain(peer, "crates"))?;
        }
        out += "\n\n## 1,000 queries\n\nEach a join of two of ten tables.\n\n";
        let queries = ["check", "check after a touch"];
        self.table(
            &mut out,
            &peers,
            queries.map(|measure| (measure.to_owned(), Content::Queries(1000), measure)).to_vec(),
        )?;

        out += "\n## Growth\n\nWhole checks: so many tables of 20 columns as above; one query over so many joined tables; one table \
            of so many columns with an insert, a load and an update.\n\n";
        let tables = [10, 20, 40, 80].map(|tables| Content::Program { tables, columns: 20 });
        let joins = [5, 10, 20, 40].map(Content::Join);
        let columns = [32, 64, 128, 256].map(Content::Wide);
        let rows = tables.into_iter().chain(joins).chain(columns);
        self.table(&mut out, &peers, rows.map(|content| (content.to_string(), content, "check")).collect())?;

        out += "\n## The chain of foreign keys at the default recursion limit\n\n";
        let measure = "check at the default recursion limit";
        self.table(&mut out, &peers, vec![("40 x 20".to_owned(), PROGRAM, measure)])?;
        writeln!(
            out,
            "\n## In one line\n\nOf CPU time; joins and columns over an empty crate.\n\n    {}",
            self.last_line()
        )?;
        Ok(out)
    }

    fn table(&self, out: &mut String, peers: &[&str], rows: Vec<(String, Content, &str)>) -> Result<()> {
        writeln!(out, "| | {} |", peers.join(" | "))?;
        writeln!(out, "| --- |{}", " --- |".repeat(peers.len()))?;
        for (name, content, measure) in rows {
            write!(out, "| {name} |")?;
            for peer in peers {
                write!(out, " {} |", self.cell(peer, content, measure))?;
            }
            out.push('\n');
        }
        Ok(())
    }

    fn cell(&self, peer: &str, content: Content, measure: &str) -> String {
        let Some(value) = self.value(peer, content, measure) else { return "-".to_owned() };
        if let Some(error) = value.get("error").and_then(Value::as_str) {
            // A table is no place for a page of a type.
            let short: String = error.chars().take(60).collect();
            return short.replace('|', "\\|");
        }
        let number = |what: &str| value.get(what).and_then(Value::as_f64).unwrap_or(f64::NAN);
        format!("{:.1} / {:.1} / {:.0}", number("wall"), number("cpu"), number("memory"))
    }

    fn plain(&self, peer: &str, name: &str) -> String {
        self.0.get(peer).and_then(|peer| peer.get(name)).map_or("-".to_owned(), Value::to_string)
    }

    /// The whole check as bars, one block for a fortieth of the longest.
    fn bars(&self, out: &mut String, peers: &[&str]) -> Result<()> {
        let costs: Vec<_> =
            peers.iter().filter_map(|peer| Some((peer, self.number(peer, PROGRAM, "check", "cpu")?))).collect();
        let most = costs.iter().map(|(_, cost)| *cost).fold(0.0, f64::max);
        if most > 0.0 {
            out.push_str("\n```text\nwhole check, seconds of CPU\n");
            for (peer, cost) in costs {
                writeln!(out, "{peer:<11}{:<40} {cost:.1}", "█".repeat((cost / most * 40.0).ceil() as usize))?;
            }
            out.push_str("```\n");
        }
        Ok(())
    }
}

fn command(program: &str, arguments: &[&str]) -> String {
    process::output(Command::new(program).args(arguments)).unwrap_or_else(|| "unknown".to_owned())
}

/// The processor, and how much of it.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {}", model.unwrap_or("an unknown processor"))
}
