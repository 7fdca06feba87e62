//! `cargo xtask errors`: what the compiler says about mistakes, and with `--peers` beside what it says with other
//! libraries.

mod peer;
mod program;
mod report;
mod results;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process::{self, Mode};
use program::Programs;
pub use report::PAGE;

/// What became of a mistake.
pub enum Verdict {
    /// The compiler refused it: on `cargo check`, or only when it built the program.
    Refused { errors: usize, lines: usize, headline: String, text: String, by_check: bool },
    /// It compiles; what the program then printed.
    Compiles(String),
    /// The library has nothing to make the mistake with: why.
    Impossible(String),
}

/// A library, and what became of each mistake, from the first to the one of number [`MISTAKES`].
pub struct Column {
    pub peer: &'static peer::Peer,
    pub version: String,
    pub compiler: String,
    pub verdicts: Vec<Verdict>,
}

/// A mistake by its number, in the words of its case.
pub struct Mistake {
    pub number: u8,
    pub title: String,
}

/// How many mistakes are compared: the list with which the library began. The later ones are about its own constructs.
const MISTAKES: u8 = 59;

/// Runs the test of the messages, with what it prints.
pub fn test(write: bool) -> Result<ExitCode> {
    let mut test = Command::new(env!("CARGO"));
    test.args(["test", "--quiet", "-p", "aludel-ui-tests", "--test", "messages", "--", "--nocapture"]);
    if write {
        test.env("ALUDEL_WRITE_MESSAGES", "1");
    }
    let passed = process::run(&mut test, Mode::Alone)?.success();
    Ok(ExitCode::from(u8::from(!passed)))
}

/// Makes the mistakes with the libraries of these names, all of them if none is named, keeps what became of them, and
/// writes the page from what is kept of every one.
pub fn compare(names: &[String]) -> Result<ExitCode> {
    for name in names {
        if !peer::ALL.iter().any(|peer| peer.package == name) {
            bail!("there is no peer `{name}`; the peers are {}", peer::ALL.map(|peer| peer.package).join(", "));
        }
    }
    let wanted = |peer: &&&peer::Peer| names.is_empty() || names.iter().any(|name| name == peer.package);
    for peer in peer::ALL.iter().filter(wanted) {
        results::save(&column(peer)?)?;
    }
    let columns = peer::ALL.iter().filter_map(|peer| results::load(peer).transpose()).collect::<Result<Vec<_>>>()?;
    fs::write(PAGE, report::page(&mistakes()?, &columns)).with_context(|| format!("cannot write {PAGE}"))?;
    println!("{PAGE} is written");
    Ok(ExitCode::SUCCESS)
}

/// The mistakes, in the words of our cases.
fn mistakes() -> Result<Vec<Mistake>> {
    let mut titles = BTreeMap::new();
    for group in fs::read_dir("ui-tests/cases")? {
        let group = group?.path();
        if !group.is_dir() {
            continue;
        }
        for file in fs::read_dir(group)? {
            let path = file?.path();
            let name = path.to_string_lossy();
            if name.ends_with(".rs") && !name.ends_with("_fixed.rs") {
                let source = fs::read_to_string(&path)?;
                let first = source.lines().next().unwrap_or_default().trim_start_matches("//! ");
                let (number, title) = first.split_once(". ").context("a case begins with `//! 16. Title.`")?;
                titles.insert(number.parse()?, title.trim_end_matches('.').to_owned());
            }
        }
    }
    Ok(titles.into_iter().map(|(number, title)| Mistake { number, title }).filter(|m| m.number <= MISTAKES).collect())
}

fn column(peer: &'static peer::Peer) -> Result<Column> {
    println!("{}: building it", peer.package);
    let programs = Programs::build(peer)?;
    let sections = peer::sections(peer)?;
    let mut verdicts = Vec::new();
    for number in 1..=MISTAKES {
        let Some(section) = sections.iter().find(|section| section.number == number) else {
            bail!("{}: there is nothing for mistake {number}", peer.package);
        };
        let verdict = programs.verdict(section)?;
        match &verdict {
            Verdict::Refused { errors, lines, headline, .. } => {
                println!("{number:>3}  {errors} errors, {lines} lines: {headline}");
            }
            Verdict::Compiles(output) => println!("{number:>3}  compiles: {output}"),
            Verdict::Impossible(why) => println!("{number:>3}  cannot be written: {why}"),
        }
        verdicts.push(verdict);
    }
    Ok(Column { peer, version: programs.version()?, compiler: program::compiler()?, verdicts })
}
