//! Random sequences of what a program does with a session: the database and memory are what a plain model says.
//!
//! [`model`] holds rows in a map and knows what a flush, a savepoint, a rollback and a cascade do to them; `driver.rs`
//! does the steps of a sequence on a session of each backend and compares after every one: memory through handles, the
//! database through the session after each flush and through another connection after each end of a transaction. What
//! the database has to refuse must fail for one of the right reasons, and change nothing.
//!
//! `ALUDEL_TEST_CASES` says how many sequences are run on SQLite (a part of them on the servers), `ALUDEL_TEST_SEED` (a
//! number) from where they are drawn. With `ALUDEL_TEST_BACKENDS=sqlite` they are run on SQLite alone. A failure prints
//! the shortest sequence that shows it.

//! # What is left open
//!
//! - Where a row has to be deleted before all else, because another one takes its key or a unique value, what still refers
//!   to it may be refused or go with it: either is right, if nothing is half done.
//! - Where rows of two tables are deleted, and a cascade from the one takes away what still refers to the other, the order
//!   decides whether the database refuses it.
//! - A change that waits for a new row of its own table keeps its unique value until then: a new row that wants it is
//!   refused.
//! - A row that was read in a transaction that had written is stale when that is rolled back, or as it was before.

#![allow(missing_docs)]

mod handles;
#[path = "../shared/harness.rs"]
mod harness;
mod model;
mod tables;

mod sqlite {
    type B = aludel::Sqlite;
    include!("driver.rs");
}
mod postgres {
    type B = aludel::Postgres;
    include!("driver.rs");
}
mod mariadb {
    type B = aludel::MariaDb;
    include!("driver.rs");
}

use aludel::{MariaDb, Postgres, Sqlite};
use proptest::{
    collection::vec,
    prelude::any,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner},
};
use std::{
    cell::Cell,
    env,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// How many sequences are run on SQLite if nobody says; on each server one of [`ON_SERVERS`].
const CASES: u32 = 3000;
const ON_SERVERS: u32 = 12;

/// A step: what to do, and three numbers that say with what.
pub type Step = (u8, u8, u8, u8);

/// What is wrong.
#[derive(Debug)]
pub struct Fault(pub String);

impl From<aludel::Error> for Fault {
    fn from(error: aludel::Error) -> Self {
        Fault(format!("an error was not expected: {error:?}"))
    }
}

#[test]
fn a_session_does_what_the_model_says() {
    let ran = Cell::new(0);
    let cases = number("ALUDEL_TEST_CASES", CASES.into());
    let on_servers = cases.div_ceil(ON_SERVERS.into());
    harness::run::<Sqlite>(|db| {
        db.create::<tables::Tables>();
        let engine = db.engine();
        check("SQLite", cases, &ran, &|steps, trace| sqlite::run(&engine, steps, trace));
        Ok(())
    });
    harness::run::<Postgres>(|db| {
        db.create::<tables::Tables>();
        let engine = db.engine();
        check("PostgreSQL", on_servers, &ran, &|steps, trace| postgres::run(&engine, steps, trace));
        Ok(())
    });
    harness::run::<MariaDb>(|db| {
        db.create::<tables::Tables>();
        let engine = db.engine();
        check("MariaDB", on_servers, &ran, &|steps, trace| mariadb::run(&engine, steps, trace));
        Ok(())
    });
    println!("session model: {} sequences, 0 different", ran.get());
}

fn number(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(given) => given.parse().unwrap_or_else(|_| panic!("{variable} is to be a number, it is `{given}`")),
        Err(_) => otherwise,
    }
}

type Runs<'r> = &'r dyn Fn(&[Step], &mut Vec<String>) -> Result<(), Fault>;

/// Runs random sequences on a backend, until one shows a fault.
fn check(backend: &str, cases: u64, ran: &Cell<u64>, run: Runs<'_>) {
    let seed = number("ALUDEL_TEST_SEED", 0);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    // A server draws other sequences than SQLite.
    bytes[8] = backend.len() as u8;
    let config = Config {
        cases: u32::try_from(cases).unwrap_or(u32::MAX),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let steps = vec((any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()), 1..40);
    let found = runner.run(&steps, |steps| {
        ran.set(ran.get() + 1);
        let mut trace = Vec::new();
        let result = catch_unwind(AssertUnwindSafe(|| run(&steps, &mut trace)));
        let fault = match result {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(Fault(what))) => what,
            Err(panic) => match panic.downcast_ref::<String>() {
                Some(message) => format!("panicked: {message}"),
                None => "panicked".to_owned(),
            },
        };
        Err(TestCaseError::fail(format!("{fault}\n  {}", trace.join("\n  "))))
    });
    match found {
        Ok(()) => {}
        Err(TestError::Fail(reason, steps)) => {
            panic!("on {backend}, with ALUDEL_TEST_SEED={seed}: {reason}\nof the steps {steps:?}")
        }
        Err(error) => panic!("{error}"),
    }
}
