//! `cargo xtask test`: every check, as a list of steps.

use std::env;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::Signal;

use crate::process::{self, Mode, Running};
use crate::servers::Servers;

/// The steps, cheap ones first. `$NAME` in a command is a variable of the environment that servers give.
/// `--quiet` there keeps cargo from printing it: it may hold a password.
#[rustfmt::skip] // one step, one line
const STEPS: &[Step] = &[
    step("format", "cargo fmt --all --check"),
    step("lints", "cargo clippy --workspace --all-targets --all-features -- -D warnings"),
    step("only sqlite", "cargo check -p aludel --no-default-features --features sqlite"),
    step("only postgres", "cargo check -p aludel --no-default-features --features postgres"),
    step("only mysql", "cargo check -p aludel --no-default-features --features mysql"),
    step("tests", "cargo test --workspace --all-features --no-fail-fast"),
    step("instructions", "cargo xtask bench --quick").slow(),
    step("instructions to compile", "cargo xtask bench-compile --quick").slow(),
    step("documentation", "cargo doc --workspace --no-deps --all-features").env("RUSTDOCFLAGS", "-D warnings"),
    step("quickstart", "cargo run --all-features --example quickstart"),
    step("migrations", "cargo run --all-features --example migrations"),
    step("migrations, PostgreSQL", "cargo run --quiet --all-features --example migrations -- --url $ALUDEL_TEST_POSTGRES_URL").slow(),
    step("migrations, MariaDB", "cargo run --quiet --all-features --example migrations -- --url $ALUDEL_TEST_MYSQL_URL").slow(),
    // Not optimized, as the tests have built it: whether it is right, not how fast.
    step("tpch, SQLite", "cargo run --all-features --example tpch -- --scale 0.01").slow(),
    step("tpch, PostgreSQL", "cargo run --quiet --all-features --example tpch -- --scale 0.01 --url $ALUDEL_TEST_POSTGRES_URL").slow(),
    step("tpch, MariaDB", "cargo run --quiet --all-features --example tpch -- --scale 0.01 --url $ALUDEL_TEST_MYSQL_URL").slow(),
    step("unit of work, SQLite", "cargo run --quiet --all-features --example unit_of_work -- --rows 10000").slow(),
    step("unit of work, PostgreSQL", "cargo run --quiet --all-features --example unit_of_work -- --rows 10000 --url $ALUDEL_TEST_POSTGRES_URL").slow(),
    step("unit of work, MariaDB", "cargo run --quiet --all-features --example unit_of_work -- --rows 10000 --url $ALUDEL_TEST_MYSQL_URL").slow(),
];

/// One check.
struct Step {
    name: &'static str,
    command: &'static str,
    env: Option<(&'static str, &'static str)>,
    /// Not part of the quick loop.
    slow: bool,
}

const fn step(name: &'static str, command: &'static str) -> Step {
    Step { name, command, env: None, slow: false }
}

impl Step {
    const fn env(mut self, name: &'static str, value: &'static str) -> Self {
        self.env = Some((name, value));
        self
    }

    const fn slow(mut self) -> Self {
        self.slow = true;
        self
    }
}

/// What to run.
#[derive(Clone, Copy, Default)]
pub struct Options {
    /// The quick loop: SQLite, no servers.
    pub sqlite: bool,
    /// Go on after a failure.
    pub keep_going: bool,
}

/// Runs the steps.
pub fn run(options: Options) -> Result<ExitCode> {
    let servers = if options.sqlite { Servers::none() } else { Servers::start()? };
    let mut counts = Counts::default();
    let mut results = Vec::new();
    let mut failed = false;
    for step in STEPS.iter().filter(|step| !(step.slow && options.sqlite)) {
        if process::stopped() || (failed && !options.keep_going) {
            results.push((step.name, Duration::ZERO, "not run"));
            continue;
        }
        println!("\n== {}: {}", step.name, step.command);
        let begun = Instant::now();
        let passed = execute(step, options, &servers, &mut counts)?;
        let duration = begun.elapsed();
        let result = match passed {
            true => "ok",
            false if process::stopped() => "interrupted",
            false => "FAILED",
        };
        failed |= !passed;
        println!("== {}: {result} in {:.1} s", step.name, duration.as_secs_f64());
        results.push((step.name, duration, result));
    }
    // Before the summary: its last line is the last line.
    drop(servers);

    println!();
    for (name, duration, result) in results {
        println!("{name:<26}{:>8.1} s  {result}", duration.as_secs_f64());
    }
    println!("\n{counts}");
    Ok(ExitCode::from(u8::from(failed)))
}

/// Whether a step passed.
fn execute(step: &Step, options: Options, servers: &Servers, counts: &mut Counts) -> Result<bool> {
    let mut words = step.command.split(' ').map(|word| match word.strip_prefix('$') {
        Some(variable) => servers.env().find(|(name, _)| *name == variable).map_or("", |(_, url)| url),
        None => word,
    });
    let program = words.next().context("a step without a command")?;
    // The cargo that runs us, not another one on PATH.
    let cargo = env::var_os("CARGO").filter(|_| program == "cargo");
    let mut command = Command::new(cargo.unwrap_or_else(|| program.into()));
    command.args(words).stdin(Stdio::null());
    process::forget_xtask(&mut command);
    if options.sqlite {
        command.env("ALUDEL_TEST_BACKENDS", "sqlite");
    } else {
        command.env_remove("ALUDEL_TEST_BACKENDS");
    }
    command.envs(servers.env()).envs(step.env);
    if options.sqlite && step.command.starts_with("cargo test") {
        // All but a few of their tests ask a server.
        command.args(["--exclude", "aludel-postgres", "--exclude", "aludel-mysql"]);
    }
    let skipped = env::temp_dir().join(format!("aludel-skipped-{}", std::process::id()));
    command.env("ALUDEL_TEST_SKIPPED", &skipped);

    if !step.command.starts_with("cargo test") {
        return Ok(process::run(&mut command, Mode::Alone)?.success());
    }
    let mut running = Running::start(command.stdout(Stdio::piped()), Mode::Alone, Some(Signal::TERM))?;
    let output = running.child.stdout.take().context("no output to read")?;
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        std::io::stdout().write_all(&line)?;
        counts.line(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let passed = running.wait()?.success();
    if let Ok(names) = fs::read_to_string(&skipped) {
        names.lines().for_each(|name| counts.skipped(name));
        fs::remove_file(&skipped).context("the list of skipped tests")?;
    }
    Ok(passed)
}

/// What the tests' output says.
#[derive(Default, Debug, PartialEq)]
struct Counts {
    sqlite: u32,
    postgres: u32,
    mariadb: u32,
    /// The dialect of MySQL, on MariaDB's server.
    mysql: u32,
    /// The backend that a URL names, on each of the others in turn.
    any: u32,
    other: u32,
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Counts {
    /// Reads one line of libtest's output.
    fn line(&mut self, line: &str) {
        if let Some(name) = test(line) {
            *self.backend(name) += 1;
        } else if let Some(result) = line.strip_prefix("test result: ") {
            let number = |word| {
                let before = result.split_once(word).map_or("", |(before, _)| before);
                let digits = before.trim_end().rsplit(' ').next();
                digits.and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0)
            };
            self.passed += number("passed;");
            self.failed += number("failed;");
        }
    }

    /// Takes back a test that libtest calls passed, but which did not run: it wrote its name into the file of
    /// `ALUDEL_TEST_SKIPPED`.
    fn skipped(&mut self, name: &str) {
        let backend = self.backend(name);
        *backend = backend.saturating_sub(1);
        self.passed = self.passed.saturating_sub(1);
        self.skipped += 1;
    }

    /// A segment of an integration test's name says where it ran; a unit test about a backend ran nowhere.
    fn backend(&mut self, name: &str) -> &mut u32 {
        let mut segments = name.split("::").skip(1);
        if name.split("::").any(|segment| segment == "tests") {
            return &mut self.other;
        }
        match segments.find(|segment| matches!(*segment, "sqlite" | "postgres" | "mariadb" | "mysql" | "any")) {
            Some("sqlite") => &mut self.sqlite,
            Some("postgres") => &mut self.postgres,
            Some("mariadb") => &mut self.mariadb,
            Some("mysql") => &mut self.mysql,
            Some("any") => &mut self.any,
            _ => &mut self.other,
        }
    }
}

/// The name of a test that passed.
fn test(line: &str) -> Option<&str> {
    let name = line.strip_prefix("test ")?.trim_end().strip_suffix(" ... ok")?;
    Some(name.strip_suffix(" - should panic").unwrap_or(name))
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sqlite, postgres, mariadb, mysql, any, other, passed, failed, skipped } = self;
        write!(f, "tests on SQLite: {sqlite}, PostgreSQL: {postgres}, MariaDB: {mariadb}, ")?;
        writeln!(f, "MariaDB by MySQL's dialect: {mysql}, any backend: {any}, other: {other}")?;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_of_tests_is_counted() {
        let mut counts = Counts::default();
        for line in "
running 9 tests
test joins::left_join::sqlite ... ok
test joins::left_join::postgres ... ok
test joins::left_join::mysql ... ok
test joins::left_join::any ... ok
test joins::left_join::mariadb - should panic ... ok
test joins::right_join::mariadb ... FAILED
test sql::sqlite::tests::quotes ... ok
test src/lib.rs - (line 3) ... ok
test slow::sqlite ... ignored
test result: FAILED. 7 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s"
            .lines()
        {
            counts.line(line);
        }
        let mut expected = Counts {
            sqlite: 1,
            postgres: 1,
            mariadb: 1,
            mysql: 1,
            any: 1,
            other: 2,
            passed: 19,
            failed: 1,
            skipped: 0,
        };
        assert_eq!(counts, expected);

        counts.skipped("joins::left_join::postgres");
        counts.skipped("joins::left_join::mysql");
        (expected.postgres, expected.mysql, expected.passed, expected.skipped) = (0, 0, 17, 2);
        assert_eq!(counts, expected);
    }
}
