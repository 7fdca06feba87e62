//! `cargo xtask bench-compile --quick`: whether Aludel keeps its budget of the compiler's instructions, which no clock is needed
//! for.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use super::content::Content;
use super::measure::{Goal, Leaf};
use super::{Options, directory, peers};
use crate::install;
use crate::process;

/// The compiler that the budget is of. Another one counts differently, and is only told about.
const COMPILER: &str = "rustc 1.95.";

/// What the compiler may take, in millions of instructions: what it takes, and two of a hundred. Something that grows with the
/// square of tables, joins or columns does not fit.
const BUDGET: [(Goal, Content, f64); 4] = [
    (Goal::Check, Content::Program { tables: 8, columns: 20 }, 2_230.0),
    (Goal::Check, Content::Join(40), 3_120.0),
    (Goal::Check, Content::Wide(256), 3_110.0),
    (Goal::Optimized, Content::Program { tables: 2, columns: 20 }, 2_505.0),
];

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    install::valgrind()?;
    let version = process::output(Command::new("rustc").arg("--version")).context("there is no rustc")?;
    let known = version.starts_with(COMPILER);
    let mut leaf = Leaf::new(peers::ALL[0], &directory(), options.limit)?;
    let log = directory().join("cachegrind.log");
    leaf.wrapper = Some(wrapper(&log)?);
    let mut over = false;
    for (goal, content, budget) in BUDGET {
        leaf.write(content, 0)?;
        if let Err(error) = leaf.cargo(goal, false)? {
            bail!("{content}: {error}");
        }
        let instructions = counted(&log)? / 1e6;
        let kept = instructions <= budget;
        over |= !kept && known;
        let verdict = if kept { "ok" } else { "OVER" };
        println!("{goal} of {content}: {instructions:.0} of {budget:.0} million instructions: {verdict}");
    }
    if !known {
        println!("the budget is of {COMPILER}, and this is {}: it cannot be broken", version.trim());
    }
    Ok(ExitCode::from(u8::from(over)))
}

/// A program for cargo, which runs the compiler of the crate itself, and not those of its dependencies, under cachegrind.
fn wrapper(log: &Path) -> Result<std::path::PathBuf> {
    let path = directory().join("count-instructions");
    // By its own path: behind rustup's, valgrind would be lost.
    let script = format!(
        "#!/bin/sh\nrustc=\"$(\"$1\" --print sysroot)/bin/rustc\"\nshift\nexec valgrind --tool=cachegrind --cache-sim=no \
         --cachegrind-out-file=/dev/null --log-file='{}' \"$rustc\" \"$@\"\n",
        log.display()
    );
    fs::write(&path, script)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

/// How many instructions the compiler took that ran last.
fn counted(log: &Path) -> Result<f64> {
    let log = fs::read_to_string(log)?;
    let line = log.lines().find(|line| line.contains("I   refs:")).context("cachegrind counted nothing")?;
    let digits: String = line.rsplit(':').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}
