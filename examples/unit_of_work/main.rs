//! A small shop as a unit of work, then what it costs: `cargo run --release --example unit_of_work`.
//!
//! `--url` runs it on another backend; with `postgres` and `mysql` that takes `--all-features`.

mod by_hand;
mod figures;
mod sqlalchemy;
mod story;
mod tables;

use aludel::{
    engine::{Backend, Engine},
    prelude::*,
};
use by_hand::ByHand;
use lexopt::{Arg, Parser, ValueExt};
use sqlalchemy::Figures;
use std::{error::Error, process::ExitCode};
use tables::Shop;

const HELP: &str = "\
Tells the story of a small shop as a unit of work, then measures it beside hand-written code.

Usage: cargo run --release --example unit_of_work -- [options]

  --url URL    the database: sqlite:, postgres: or mariadb: (default sqlite::memory:)
  --rows N     how many rows the figures are for (default 100000)
  --sqlalchemy PYTHON
               measure SQLAlchemy beside it, in this Python. To get one:
               python3 -m venv .venv && .venv/bin/pip install sqlalchemy
               and psycopg2-binary or pymysql for the databases other than SQLite
  --help       print this

It creates its tables, and drops them at the end.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let (mut url, mut rows, mut python) = ("sqlite::memory:".to_owned(), 100_000, None);
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("url") => url = arguments.value()?.string()?,
            Arg::Long("rows") => rows = arguments.value()?.parse()?,
            Arg::Long("sqlalchemy") => python = Some(arguments.value()?.string()?),
            Arg::Long("help") | Arg::Short('h') => {
                println!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let theirs = python.map(|python| sqlalchemy::measure(&python, &url, rows)).transpose()?;
    // The backend is a type: a program for one of them just writes `Engine::<Postgres>::open(..)`.
    match url.split(':').next().unwrap_or_default() {
        "sqlite" => shop(&Engine::<Sqlite>::open(&url)?, rows, by_hand::Rusqlite, theirs),
        #[cfg(feature = "postgres")]
        "postgres" | "postgresql" => {
            shop(&Engine::<Postgres>::open(&url)?, rows, by_hand::Driver::connect(&url)?, theirs)
        }
        #[cfg(feature = "mysql")]
        "mysql" | "mariadb" => shop(&Engine::<MariaDb>::open(&url)?, rows, by_hand::Statements, theirs),
        scheme => Err(format!("no backend for `{scheme}:` is built in; try --all-features").into()),
    }
}

/// The whole program, for any backend.
fn shop<B: Backend>(
    engine: &Engine<B>,
    rows: usize,
    mut by_hand: impl ByHand<B>,
    theirs: Option<Figures>,
) -> Result<(), Box<dyn Error>> {
    println!("{}\n", engine.connect()?.version()?);
    Shop::create_all(engine)?;
    let result = story::tell(engine).and_then(|()| figures::measure(engine, rows, &mut by_hand, theirs));
    Shop::drop_all(engine)?;
    Ok(result?)
}
