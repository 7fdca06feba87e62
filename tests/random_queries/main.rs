//! Random queries of the typed language: no database refuses one, and all of them give the same rows.
//!
//! [`plan`] describes a query as a plain value, which proptest draws and shrinks; `queries.rs` makes it a query of each
//! backend; [`leaves`] lists the conditions and expressions that it is made of. The rows of SQLite, PostgreSQL and
//! MariaDB are compared as text, in the order of the query where that order is total, else sorted.
//!
//! `ALUDEL_TEST_CASES` says how many queries are run, `ALUDEL_TEST_SEED` (a number) from where they are drawn: the same
//! seed draws the same ones. With `ALUDEL_TEST_BACKENDS=sqlite` they are run on SQLite alone.
//!
//! # What is left out
//!
//! Where the databases differ and the documentation says so, nothing is generated:
//!
//! - Text is compared by equality and LIKE only, and never decides which rows a LIMIT keeps: the order of text is that of
//!   a collation. No text ends with a space: MariaDB compares it as if it did not.
//! - No letter with two cases is beyond ASCII: `lower` and `upper` of SQLite know only those.
//! - No text has the character 0, which PostgreSQL does not store.
//! - A pattern of `like` has no backslash, an escape on PostgreSQL only.
//! - No sum, product or negation overflows, and nothing is divided by zero: an error on PostgreSQL, which is not one on
//!   every other backend. MariaDB calculates with `x` for a column where it finds `column = x`, so a column that is
//!   calculated with is not compared with extreme values either.
//! - Floats in tables are exact in binary; averages are compared to six digits, because PostgreSQL computes those of
//!   integers in decimals; the sign of zero is not looked at, because SQLite does not keep it.
//! - Where NULLs are sorted without being told differs, so a total order says it.
//! - Bytes are not selected as a value: MariaDB knows a bound value only as text, unless a column gives it a type.
//! - No DELETE looks at rows that its own foreign keys change: MariaDB deletes those that depend on a row before it looks
//!   at the next one.
//! - No sorting and no grouping by a value alone (MariaDB takes a whole number for the position of a column), and no
//!   LIMIT in the query of an IN, which MariaDB does not have. Both compile today.
//! - A scalar subquery has at most one row, made sure by a key, an aggregate or a limit: more are an error on PostgreSQL
//!   and MariaDB.

#![allow(missing_docs)]

#[allow(dead_code, unused_imports, unused_macros)]
#[path = "../behaviour/harness.rs"]
mod harness;
mod leaves;
mod outcome;
mod plan;
mod tables;

mod sqlite {
    type B = aludel::Sqlite;
    include!("queries.rs");
}
mod postgres {
    type B = aludel::Postgres;
    include!("queries.rs");
}
mod mariadb {
    type B = aludel::MariaDb;
    include!("queries.rs");
}

use aludel::{MariaDb, Postgres, Sqlite};
use outcome::Outcome;
use plan::{Draw, Plan};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::{cell::RefCell, collections::BTreeMap, env};

/// How many queries are run if nobody says.
const CASES: u32 = 2000;

#[test]
fn random_queries_are_accepted_and_give_the_same_rows() {
    harness::run::<Sqlite>(|sqlite| {
        sqlite.create::<tables::Blog>();
        sqlite::fill(sqlite.connection())?;
        let sqlite = RefCell::new(sqlite);
        let on_sqlite = |plan: &Plan| sqlite::run(plan, sqlite.borrow_mut().connection());
        if env::var("ALUDEL_TEST_BACKENDS").is_ok_and(|wanted| wanted == "sqlite") {
            compare(&[("SQLite", &on_sqlite)]);
            return Ok(());
        }
        harness::run::<Postgres>(|postgres| {
            postgres.create::<tables::Blog>();
            postgres::fill(postgres.connection())?;
            let postgres = RefCell::new(postgres);
            let on_postgres = |plan: &Plan| postgres::run(plan, postgres.borrow_mut().connection());
            harness::run::<MariaDb>(|mariadb| {
                mariadb.create::<tables::Blog>();
                mariadb::fill(mariadb.connection())?;
                let mariadb = RefCell::new(mariadb);
                let on_mariadb = |plan: &Plan| mariadb::run(plan, mariadb.borrow_mut().connection());
                compare(&[("SQLite", &on_sqlite), ("PostgreSQL", &on_postgres), ("MariaDB", &on_mariadb)]);
                Ok(())
            });
            Ok(())
        });
        Ok(())
    });
}

/// A backend: its name, and what runs a plan on it.
type On<'a> = (&'static str, &'a dyn Fn(&Plan) -> Outcome);

/// Runs random queries on the backends, until one is refused or gives different rows.
fn compare(backends: &[On<'_>]) {
    let number = |variable: &str, otherwise: u64| match env::var(variable) {
        Ok(given) => given.parse().unwrap_or_else(|_| panic!("{variable} is to be a number, it is `{given}`")),
        Err(_) => otherwise,
    };
    let seed = number("ALUDEL_TEST_SEED", 0);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: u32::try_from(number("ALUDEL_TEST_CASES", CASES.into())).unwrap_or(u32::MAX),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let shapes = RefCell::new(BTreeMap::<&str, u32>::new());
    let found = runner.run(&Plan::draw(), |plan| {
        *shapes.borrow_mut().entry(plan.shape()).or_default() += 1;
        check(&plan, backends)
    });
    let shapes = shapes.into_inner();
    let ran: u32 = shapes.values().sum();
    match found {
        Ok(()) => {
            println!("random queries: {ran}, shapes: {}, refused: 0, different: 0", shapes.len());
            if ran > 40 * Plan::SHAPES.len() as u32 {
                assert_eq!(shapes.len(), Plan::SHAPES.len(), "a shape was never drawn");
            }
        }
        Err(TestError::Fail(reason, plan)) => panic!("{reason}\nwith ALUDEL_TEST_SEED={seed}, of the plan\n{plan:?}"),
        Err(error) => panic!("{error}"),
    }
}

/// Runs a plan on all backends, and compares what comes.
fn check(plan: &Plan, backends: &[On<'_>]) -> Result<(), TestCaseError> {
    let outcomes: Vec<_> = backends.iter().map(|(name, run)| (*name, run(plan))).collect();
    let refused: Vec<_> = outcomes.iter().filter(|(_, o)| o.result.is_err()).map(|(name, _)| *name).collect();
    let show = || outcomes.iter().map(|(name, outcome)| format!("{name}:\n{outcome}")).collect::<String>();
    if !refused.is_empty() {
        return Err(TestCaseError::fail(format!("a query is refused by {}\n{}", refused.join(", "), show())));
    }
    if outcomes.windows(2).any(|pair| pair[0].1.result.as_ref().ok() != pair[1].1.result.as_ref().ok()) {
        return Err(TestCaseError::fail(format!("a query gives different rows\n{}", show())));
    }
    Ok(())
}
