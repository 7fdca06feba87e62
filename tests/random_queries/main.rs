//! Random queries of the typed language: no database refuses one, and all of them give the same rows.
//!
//! [`plan`] describes a query as a plain value, which proptest draws and shrinks; `queries/` makes it a query of each
//! backend; [`leaves`] lists the conditions and expressions that it is made of. The rows of SQLite, PostgreSQL and
//! MariaDB are compared as text, in the order of the query where that order is total, else sorted.
//!
//! MySQL itself is compared with them where `ALUDEL_TEST_REAL_MYSQL_URL` names one, but for expressions: it sorts the zero with
//! a minus before the other.
//!
//! `ALUDEL_TEST_CASES` says how many queries are run, `ALUDEL_TEST_SEED` (a number) from where they are drawn: the same
//! seed draws the same ones. With `ALUDEL_TEST_BACKENDS=sqlite` they are run on SQLite alone.
//!
//! [`expressions`] does the same for expressions: every function and operator, in each other, at random depths, over a
//! table with NULLs and edge values; selected, filtered and sorted by, made distinct, aggregated, in windows, in derived
//! tables and set operations, and written. Its rules also prove that nullability is exact.
//!
//! A new construct that takes rows or writes is a line in `plan.rs` and an arm in `queries/`; a function is a line in
//! `expressions/rules.rs`.
//!
//! # What is left out
//!
//! Where the databases differ and the documentation says so, nothing is generated:
//!
//! - The order of text, which is that of a collation: text is compared by equality and LIKE only, and never decides which
//!   rows a LIMIT keeps.
//! - The character 0, which PostgreSQL does not store.
//! - What overflows: an error on PostgreSQL, which is not one on every other backend. MariaDB calculates with `x` for a
//!   column where it finds `column = x`, so a column that is calculated with is not compared with extreme values either.
//!   Among expressions, one whose value is out of range on some backend is not compared; how many that are is shown.
//! - Averages of floats are compared to six digits, expressions in floating point to nine, averages of decimals not at all,
//!   because each backend computes its own way; floats that decide something are exact in binary. The sign of zero is not
//!   looked at, because SQLite does not keep it.
//! - Decimals that are not exact in binary, because SQLite keeps them in floating point.
//! - Dates beyond the year 9999, which only PostgreSQL has.
//! - In JSON paths, `[0]` of what is no array: MySQL and MariaDB take it for the thing itself.
//! - Where NULLs are sorted without being told, so a total order says it.
//! - Bytes as a value in the list: MariaDB knows a bound value only as text, unless a column gives it a type.
//! - A DELETE that looks at rows which its own foreign keys change: MariaDB deletes those that depend on a row before it
//!   looks at the next one.
//! - On MySQL an UPDATE that reads a column which it has assigned further left, and which has its new value there already.
//! - An UPDATE or a DELETE which reads its own table in a subquery: `tests/own_table` compares those.
//! - A scalar subquery of more than one row: an error on PostgreSQL and MariaDB.
//!
//! Which constructs of `src/sql_by_construct.md` are generated, and why the others are not, stands in
//! `tests/shared/generated.rs`, which `tests/sql_by_construct` checks against both.
//!
//! What not every backend has (FULL JOIN, LATERAL, ROLLUP, DISTINCT ON, ANY, GROUPS, MERGE, RETURNING of an UPDATE, ..) is
//! said in another way on the others, by `few!`: by other queries, or by Rust. Where no other way is (regular expressions,
//! MD5), the backends that have it are compared.

#![allow(missing_docs)]

#[path = "../shared/generated.rs"]
mod entries;
mod expressions;
#[path = "../shared/harness.rs"]
mod harness;
mod leaves;
mod outcome;
mod plan;
mod tables;

/// The upsert of a backend.
macro_rules! on_conflict {
    ($insert:expr, $key:expr, $set:expr) => {
        $insert.on_conflict($key).do_update($set)
    };
}
/// See `on_conflict`.
macro_rules! on_duplicate_key {
    ($insert:expr, $key:expr, $set:expr) => {
        $insert.on_duplicate_key_update($set)
    };
}

/// `few!([sqlite postgres] this, that)` is `this` on the backends of the list, and on the others `that`, which says the
/// same in another way. (One macro a backend: only what is taken is compiled.)
macro_rules! few_sqlite {
    ([sqlite $($more:ident)*] $this:expr, $that:expr) => { $this };
    ([$other:ident $($more:ident)*] $this:expr, $that:expr) => { few_sqlite!([$($more)*] $this, $that) };
    ([] $this:expr, $that:expr) => { $that };
}
/// See `few_sqlite`.
macro_rules! few_postgres {
    ([postgres $($more:ident)*] $this:expr, $that:expr) => { $this };
    ([$other:ident $($more:ident)*] $this:expr, $that:expr) => { few_postgres!([$($more)*] $this, $that) };
    ([] $this:expr, $that:expr) => { $that };
}
/// See `few_sqlite`.
macro_rules! few_mariadb {
    ([mariadb $($more:ident)*] $this:expr, $that:expr) => { $this };
    ([$other:ident $($more:ident)*] $this:expr, $that:expr) => { few_mariadb!([$($more)*] $this, $that) };
    ([] $this:expr, $that:expr) => { $that };
}

/// See `few_sqlite`.
macro_rules! few_mysql {
    ([mysql $($more:ident)*] $this:expr, $that:expr) => { $this };
    ([$other:ident $($more:ident)*] $this:expr, $that:expr) => { few_mysql!([$($more)*] $this, $that) };
    ([] $this:expr, $that:expr) => { $that };
}

/// The files that make queries of plans.
macro_rules! all_files {
    () => {
        include!("queries/conditions.rs");
        include!("queries/running.rs");
        include!("queries/reading.rs");
        include!("queries/composed.rs");
        include!("queries/writing.rs");
        include!("queries/few.rs");
        include!("queries/few_values.rs");
        include!("queries/few_writing.rs");
    };
}

mod sqlite {
    use {few_sqlite as few, on_conflict as upsert};
    type B = aludel::Sqlite;
    all_files!();
}
mod postgres {
    use {few_postgres as few, on_conflict as upsert};
    type B = aludel::Postgres;
    all_files!();
}
mod mariadb {
    use {few_mariadb as few, on_duplicate_key as upsert};
    type B = aludel::MariaDb;
    all_files!();
}
mod mysql {
    use {few_mysql as few, on_duplicate_key as upsert};
    type B = aludel::MySql;
    all_files!();
}

use aludel::{ErrorKind, MariaDb, MySql, Postgres, Sqlite};
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
                let three: [On<'_>; 3] =
                    [("SQLite", &on_sqlite), ("PostgreSQL", &on_postgres), ("MariaDB", &on_mariadb)];
                if !has_mysql_itself() {
                    compare(&three);
                    return Ok(());
                }
                harness::run::<MySql>(|mysql| {
                    if mysql.is_mysql_itself() {
                        mysql.create::<tables::Blog>();
                        mysql::fill(mysql.connection())?;
                        let mysql = RefCell::new(mysql);
                        let on_mysql = |plan: &Plan| mysql::run(plan, mysql.borrow_mut().connection());
                        let [a, b, c] = three;
                        compare(&[a, b, c, ("MySQL", &on_mysql)]);
                    }
                    Ok(())
                });
                Ok(())
            });
            Ok(())
        });
        Ok(())
    });
}

/// Whether there is a MySQL itself.
fn has_mysql_itself() -> bool {
    env::var_os("ALUDEL_TEST_REAL_MYSQL_URL").is_some()
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
            let covered = entries::ENTRIES.iter().filter(|entry| entry.excuse.is_none()).count();
            let all = entries::ENTRIES.len();
            println!("random: {ran} queries, {covered} constructs of {all} covered, 0 differences");
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
    let broken = |outcome: &Outcome| outcome.result.as_ref().is_err_and(|e| e.kind() == ErrorKind::ConnectionLost);
    // It is not made smaller: no server is there any more.
    assert!(!outcomes.iter().any(|(_, outcome)| broken(outcome)), "a server broke down at {plan:?}\n{}", show());
    if !refused.is_empty() {
        return Err(TestCaseError::fail(format!("a query is refused by {}\n{}", refused.join(", "), show())));
    }
    let given: Vec<_> = outcomes.iter().filter(|(_, o)| !o.absent).map(|(_, o)| o.result.as_ref().ok()).collect();
    if given.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(TestCaseError::fail(format!("a query gives different rows\n{}", show())));
    }
    Ok(())
}
