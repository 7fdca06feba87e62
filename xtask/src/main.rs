//! `cargo xtask`: the chores of Aludel. One subcommand a module; this file only finds the right one.

#[cfg(not(unix))]
compile_error!("xtask starts and stops Unix servers; on Windows run it inside WSL");

mod bench;
mod compile;
mod errors;
mod install;
mod process;
mod servers;
mod test;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask COMMAND

  test [--sqlite] [--keep-going]
        Every check: format, lints, features, tests, documentation, examples.
        PostgreSQL and MariaDB servers are started for it and stopped after it.
        --sqlite      the quick loop: no servers, no release builds
        --keep-going  run the remaining steps after one has failed
  errors [--write | --peers[=A,B]]
        The messages for mistakes: errors, lines, whether they name what is wrong.
        --write       writes them to ui-tests/, to be read and committed
        --peers       writes docs/errors.md: beside them those of Diesel, drizzle and
                      SeaORM, which it builds below target/
                      asks those of aludel, diesel, drizzle, sea-orm again; all if none is named
  servers [-- COMMAND ...]
        Starts both servers, runs COMMAND with their addresses in its environment,
        stops them. Without COMMAND it prints the addresses and waits for Ctrl-C.
  bench [--quick] [--check] [--peers A,B] [--databases A,B] [--scenarios PART,PART] [--rounds N] [--instructions]
        Run time beside code written by hand and other libraries, which it builds from
        benches/; writes benches/RESULTS.md. Starts the servers it needs.
        --quick         only whether Aludel keeps its budget of instructions on SQLite,
                        counted by valgrind: a minute or two
        --check         only whether all have the same rows, by quick builds
        --peers         beside the code by hand: aludel, rusqlite, diesel, sqlx, sea-orm,
                        toasty, sqlalchemy
        --databases     of sqlite-memory, sqlite-file, postgres, postgres-tcp, mariadb
        --scenarios     those whose names have one of these parts
        --rounds        of each scenario; medians count (21)
        --instructions  count them under valgrind, too
  bench-compile [--quick] [--peers A,B] [--parts A,B] [--rounds N] [--limit SECONDS]
        What the compiler costs, beside other libraries: generates crates below target/,
        measures cargo on them, and writes benches/COMPILE.md. Takes hours with all peers.
        --quick   only whether Aludel keeps its budget of the compiler's instructions,
                  counted by valgrind: a minute
        --peers   of aludel, diesel, drizzle, sea-orm, toasty, rust-query
        --parts   of check, debug, release, fresh, queries, curves, chain
        --rounds  how often; the least counts (3)
        --limit   what one run of cargo may take (900)
  help  This text.

  ALUDEL_TEST_POSTGRES_URL, ALUDEL_TEST_MYSQL_URL
        Servers of your own to use instead of throw-away ones, for example
        postgresql://aludel:PASSWORD@127.0.0.1:5432/aludel_test
        mysql://aludel:PASSWORD@127.0.0.1:3306/aludel_test
        The user must be allowed to create databases and schemas.
  ALUDEL_TEST_REAL_MYSQL_URL
        A server of MySQL, from 8.0.16: if it is set, the tests of MySQL's dialect,
        which run on MariaDB, run there, too.
  ALUDEL_TEST_POSTGRES_TLS, ALUDEL_TEST_MYSQL_TLS
        With a server of your own that offers TLS: the PEM file of the authority that
        signed its certificate, which is for 127.0.0.1, as is the address, and not for
        localhost. Without it the tests of TLS are skipped.
  ALUDEL_TEST_RUST_ANALYZER
        A rust-analyzer that is not on PATH, for the test of what an editor shows. It
        needs the source of the standard library, which RUST_SRC_PATH may name.
";

/// What a shell expects of a command that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let result = process::watch_signals().and_then(|()| run());
    match result {
        _ if process::stopped() => ExitCode::from(INTERRUPTED),
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask is not inside a workspace")?;
    std::env::set_current_dir(root).with_context(|| format!("cannot enter {}", root.display()))?;

    let mut arguments = lexopt::Parser::from_env();
    let Some(first) = arguments.next()? else {
        print!("{HELP}");
        return Ok(ExitCode::FAILURE);
    };
    let command = match first {
        Short('h') | Long("help") => "help".to_owned(),
        Value(command) => command.string()?,
        other => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "test" => test(arguments),
        "errors" => errors(arguments),
        "servers" => servers::command(&rest(arguments)?),
        // Not for people: the process that owns a server. See `servers/hold.rs`.
        servers::HOLD => servers::hold(&rest(arguments)?),
        "bench" => bench(arguments),
        "bench-compile" => bench_compile(arguments),
        compile::MEASURE => compile::measure(&rest(arguments)?),
        "help" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("there is no command `{unknown}`; `cargo xtask help` lists them"),
    }
}

fn test(mut arguments: lexopt::Parser) -> Result<ExitCode> {
    let mut options = test::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("sqlite") => options.sqlite = true,
            Long("keep-going") => options.keep_going = true,
            other => return Err(other.unexpected().into()),
        }
    }
    test::run(options)
}

fn bench(mut arguments: lexopt::Parser) -> Result<ExitCode> {
    let mut options = bench::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("peers") => options.peers = list(arguments.value()?)?,
            Long("databases") => options.databases = list(arguments.value()?)?,
            Long("scenarios") => options.scenarios = list(arguments.value()?)?,
            Long("rounds") => options.rounds = arguments.value()?.parse()?,
            Long("instructions") => options.instructions = true,
            Long("check") => options.check = true,
            Long("quick") => options.quick = true,
            other => return Err(other.unexpected().into()),
        }
    }
    bench::run(&options)
}

/// Names with commas between.
fn list(value: OsString) -> Result<Vec<String>> {
    Ok(value.string()?.split(',').map(str::to_owned).collect())
}

fn bench_compile(mut arguments: lexopt::Parser) -> Result<ExitCode> {
    let mut options = compile::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("quick") => options.quick = true,
            Long("peers") => options.peers = list(arguments.value()?)?,
            Long("parts") => options.parts = list(arguments.value()?)?,
            Long("rounds") => options.rounds = arguments.value()?.parse()?,
            Long("limit") => options.limit = Duration::from_secs(arguments.value()?.parse()?),
            other => return Err(other.unexpected().into()),
        }
    }
    compile::run(&options)
}

/// The messages for mistakes; with `--peers` beside those of other libraries.
fn errors(mut arguments: lexopt::Parser) -> Result<ExitCode> {
    let (mut write, mut peers) = (false, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("write") => write = true,
            Long("peers") => peers = Some(arguments.optional_value().map_or(Ok(Vec::new()), list)?),
            other => return Err(other.unexpected().into()),
        }
    }
    match peers {
        Some(peers) => errors::compare(&peers),
        None => errors::test(write),
    }
}

/// Everything after the command, which may begin with `--`.
fn rest(mut arguments: lexopt::Parser) -> Result<Vec<OsString>> {
    let mut words: Vec<_> = arguments.raw_args()?.collect();
    if words.first().is_some_and(|word| word == "--") {
        words.remove(0);
    }
    Ok(words)
}
