//! One peer on one database.
//!
//! `worker URL` reads commands, a line each, and answers each by a line:
//!
//! | command | answer |
//! | --- | --- |
//! | `setup` | `ready`, once the tables are made and filled |
//! | `open` | `ready`, where another process has made the tables |
//! | `check N` | a hash of the rows that scenario N gave and left, or `missing` |
//! | `run N OPERATIONS` | nanoseconds and allocations of so many operations of scenario N |
//! | `crowd check` | a hash of what many threads left, or `missing` |
//! | `crowd STEPS` | nanoseconds, those of half and of 99 of 100 steps, where each of many threads does so many |
//!
//! `worker list` prints the scenarios, `worker statements URL` the statements of `setup`, a line each. `worker URL count N`
//! does one operation of scenario N, or a few, inside of [`harness_measured`], for callgrind, and prints how many; the tables
//! are made already, since to fill them under callgrind takes longer than all else.

use std::env;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

use crate::scenarios::{self, Call, Input, Items, Scenario};
use crate::{Database, Digest, Hash, Peer, Plan, Told, Took, allocation, data};

/// Runs the worker of a peer.
pub fn run(open: fn(&Database) -> Box<dyn Peer>) {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => {
            for scenario in scenarios::all() {
                println!("{}\t{}\t{}", scenario.rows, scenario.operations, scenario.name);
            }
        }
        ["statements", url] => {
            data::setup(Database::new(url).kind).iter().for_each(|statement| println!("{statement}"));
        }
        [url, "count", number] => count(&mut Worker::open(url, open), number),
        [url] => serve(&mut Worker::open(url, open)),
        _ => panic!("worker list | worker URL [count N]"),
    }
}

struct Worker {
    peer: Box<dyn Peer>,
    database: Database,
    input: Input,
    scenarios: Vec<&'static Scenario>,
}

impl Worker {
    fn open(url: &str, open: fn(&Database) -> Box<dyn Peer>) -> Self {
        let database = Database::new(url);
        let mut peer = open(&database);
        database.pragmas().iter().for_each(|pragma| peer.execute(pragma));
        Self { peer, database, input: Input::new(), scenarios: scenarios::all().collect() }
    }

    fn setup(&mut self) {
        let sqlite = self.database.kind == data::Kind::Sqlite;
        if sqlite {
            self.peer.execute("BEGIN");
        }
        data::setup(self.database.kind).iter().for_each(|statement| self.peer.execute(statement));
        if sqlite {
            self.peer.execute("COMMIT");
        }
    }

    fn scenario(&self, number: &str) -> &'static Scenario {
        self.scenarios[number.parse::<usize>().expect("the number of a scenario")]
    }

    /// What a few operations give and leave.
    fn check(&mut self, scenario: &Scenario) -> Option<u64> {
        let mut hash = Hash::default();
        scenario.before(&mut *self.peer, &self.database, false);
        for number in 0..3 {
            scenario.before(&mut *self.peer, &self.database, true);
            let mut call = (scenario.call)(&self.input, number);
            if call(&mut *self.peer, &mut |rows| rows.digest(&mut hash)) == Told::Missing {
                return None;
            }
        }
        if scenario.items != Items::Unused {
            self.peer.items(&mut |rows| rows.digest(&mut hash));
        }
        Some(hash.0)
    }

    fn round(&mut self, scenario: &Scenario, operations: usize) -> (Duration, u64) {
        let Self { peer, database, input, .. } = self;
        let peer = &mut **peer;
        let mut calls: Vec<Call<'_>> = (0..operations).map(|number| (scenario.call)(input, number)).collect();
        scenario.before(peer, database, false);
        if let Items::Each(_) = scenario.items {
            let mut sum = (Duration::ZERO, 0);
            for call in &mut calls {
                scenario.before(peer, database, true);
                let (time, allocations) = harness_measured(peer, std::slice::from_mut(call));
                sum = (sum.0 + time, sum.1 + allocations);
            }
            return sum;
        }
        harness_measured(peer, &mut calls)
    }

    /// Threads that read and write, on a thousand rows.
    fn crowd(&mut self, steps: usize) -> Option<Took> {
        // A database in memory has one connection.
        if self.database.url.ends_with(":memory:") {
            return None;
        }
        self.peer.execute(self.database.empty());
        self.peer.execute(&self.database.fill(1000));
        self.peer.crowd(&self.database, Plan { steps })
    }

    fn check_crowd(&mut self) -> Option<u64> {
        self.crowd(20)?;
        let mut hash = Hash::default();
        self.peer.items(&mut |rows| rows.digest(&mut hash));
        Some(hash.0)
    }
}

/// What is measured, and nothing else.
#[inline(never)]
#[unsafe(no_mangle)]
fn harness_measured(peer: &mut dyn Peer, calls: &mut [Call<'_>]) -> (Duration, u64) {
    let before = allocation::count();
    let begun = Instant::now();
    for call in calls {
        call(peer, &mut |rows: &dyn Digest| {
            black_box(rows);
        });
    }
    (begun.elapsed(), allocation::count() - before)
}

fn serve(worker: &mut Worker) {
    let mut out = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let answer = match line.split_once(' ').unwrap_or((&line, "")) {
            ("setup", _) => {
                worker.setup();
                "ready".to_owned()
            }
            ("open", _) => "ready".to_owned(),
            ("check", number) => match worker.check(worker.scenario(number)) {
                Some(hash) => format!("{hash:016x}"),
                None => "missing".to_owned(),
            },
            ("run", asked) => {
                let (number, operations) = asked.split_once(' ').expect("how many operations");
                let operations = operations.parse().expect("a number of operations");
                let (time, allocations) = worker.round(worker.scenario(number), operations);
                format!("{} {allocations}", time.as_nanos())
            }
            ("crowd", "check") => match worker.check_crowd() {
                Some(hash) => format!("{hash:016x}"),
                None => "missing".to_owned(),
            },
            ("crowd", steps) => {
                let took = worker.crowd(steps.parse().expect("a number of steps")).expect("what was checked");
                let [all, half, most] =
                    [took.wall, took.quantile(0.5), took.quantile(0.99)].map(|time| time.as_nanos());
                format!("{all} {half} {most}")
            }
            _ => panic!("unknown command: {line}"),
        };
        writeln!(out, "{answer}").and_then(|()| out.flush()).expect("somebody who listens");
    }
}

/// How many operations are counted, so that the first of a statement, which prepares it, is not among them.
fn count(worker: &mut Worker, number: &str) {
    let scenario = worker.scenario(number);
    if worker.check(scenario).is_none() {
        println!("missing");
        return;
    }
    let operations = if scenario.rows < 1000 { 32.min(scenario.operations) } else { 1 };
    let Worker { peer, database, input, .. } = worker;
    let peer = &mut **peer;
    let mut calls: Vec<Call<'_>> = (0..operations).map(|number| (scenario.call)(input, number)).collect();
    if scenario.items == Items::Unused {
        // Each may have a statement of its own.
        calls.iter_mut().for_each(|call| _ = call(peer, &mut |_| ()));
    }
    scenario.before(peer, database, false);
    scenario.before(peer, database, true);
    harness_measured(peer, &mut calls);
    println!("{operations}");
}
