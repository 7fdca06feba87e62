//! TPC-H on any backend: `cargo run --release --example tpch -- --scale 0.01`.
//!
//! Creates the eight tables, loads them, and runs the 22 queries twice: written in the typed language, and as SQL
//! text. The rows have to be the same. `--help` tells the options.

mod load;
mod options;
mod queries;
mod report;
mod tables;

use aludel::prelude::*;
use options::{HELP, Options};
use std::{error::Error, process::ExitCode, time::Instant};
use tables::Tpch;

fn main() -> ExitCode {
    let options = match options::parse() {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}; --help tells the options");
            return ExitCode::from(2);
        }
    };
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Says whether all rows match.
fn run(options: &Options) -> Result<bool, Box<dyn Error>> {
    let engine = AnyEngine::open(&options.url)?;
    println!("{}", engine.connect()?.version()?);

    if options.load {
        Tpch::create_all(&engine)?;
        let begun = Instant::now();
        let rows = load::load(&engine, options.scale)?;
        println!("loaded {rows} rows at scale {} in {:.2} s\n", options.scale, begun.elapsed().as_secs_f64());
    }

    // After `create_all` and the load, which take a connection each: a database in memory has but one.
    let mut connection = engine.connect()?;
    if !options.load {
        load::expect_data(&mut connection)?;
    }
    let outcomes = queries::run(&mut connection)?;
    if let Some(directory) = &options.csv {
        report::write_csv(directory, &outcomes)?;
    }
    Ok(report::print(&outcomes))
}
