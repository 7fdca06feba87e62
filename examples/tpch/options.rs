//! The command line.

use lexopt::{Arg, Parser, ValueExt};
use std::path::PathBuf;

/// What `--help` prints.
pub const HELP: &str = "\
Loads the TPC-H data set, runs the 22 queries in the typed language and as SQL text, and compares the rows.

Usage: cargo run --release --example tpch -- [options]

  --scale F    the scale factor: 1 is about 8.7 million rows (default 0.01)
  --url URL    the database: sqlite:, postgres:, mysql: or mariadb: (default sqlite::memory:)
  --no-load    neither create nor load tables: query what is there
  --csv DIR    write the results as CSV: q1.csv typed, q1.sql.csv as text, ..
  --help       print this

Exits with 1 if rows differ or something fails, with 2 if the options are wrong.";

/// The options.
pub struct Options {
    /// The scale factor.
    pub scale: f64,
    /// The database.
    pub url: String,
    /// Create and load the tables.
    pub load: bool,
    /// Where the results go as CSV.
    pub csv: Option<PathBuf>,
}

/// Reads the command line; `None` if help is asked for.
///
/// # Errors
/// For an option that does not exist, or a value that does not fit.
pub fn parse() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options { scale: 0.01, url: "sqlite::memory:".to_owned(), load: true, csv: None };
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("scale") => options.scale = arguments.value()?.parse_with(scale)?,
            Arg::Long("url") => options.url = arguments.value()?.string()?,
            Arg::Long("no-load") => options.load = false,
            Arg::Long("csv") => options.csv = Some(arguments.value()?.into()),
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(options))
}

fn scale(text: &str) -> Result<f64, &'static str> {
    text.parse()
        .ok()
        .filter(|&scale: &f64| scale > 0.0 && scale.is_finite())
        .ok_or("a number above 0 is needed, like 0.01")
}
