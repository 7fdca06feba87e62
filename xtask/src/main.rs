//! `cargo xtask`: the chores of Aludel. One subcommand a module; this file only finds the right one.

#[cfg(not(unix))]
compile_error!("xtask starts and stops Unix servers; on Windows run it inside WSL");

mod process;
mod servers;
mod test;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

const HELP: &str = "\
cargo xtask COMMAND

  test [--sqlite] [--keep-going]
        Every check: format, lints, features, tests, documentation, examples.
        PostgreSQL and MariaDB servers are started for it and stopped after it.
        --sqlite      the quick loop: no servers, no release builds
        --keep-going  run the remaining steps after one has failed
  servers [-- COMMAND ...]
        Starts both servers, runs COMMAND with their addresses in its environment,
        stops them. Without COMMAND it prints the addresses and waits for Ctrl-C.
  help  This text.

  ALUDEL_TEST_POSTGRES_URL, ALUDEL_TEST_MYSQL_URL
        Servers of your own to use instead of throw-away ones, for example
        postgresql://aludel:PASSWORD@127.0.0.1:5432/aludel_test
        mysql://aludel:PASSWORD@127.0.0.1:3306/aludel_test
        The user must be allowed to create databases and schemas.
  ALUDEL_TEST_POSTGRES_TLS, ALUDEL_TEST_MYSQL_TLS
        With a server of your own that offers TLS: the PEM file of the authority that
        signed its certificate, which is for 127.0.0.1, as is the address, and not for
        localhost. Without it the tests of TLS are skipped.
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
        "servers" => servers::command(&rest(arguments)?),
        // Not for people: the process that owns a server. See `servers/hold.rs`.
        servers::HOLD => servers::hold(&rest(arguments)?),
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

/// Everything after the command, which may begin with `--`.
fn rest(mut arguments: lexopt::Parser) -> Result<Vec<OsString>> {
    let mut words: Vec<_> = arguments.raw_args()?.collect();
    if words.first().is_some_and(|word| word == "--") {
        words.remove(0);
    }
    Ok(words)
}
