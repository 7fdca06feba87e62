//! Many runs of one statement in a transaction: they are sent ahead, and are told as if each had been waited for.

use crate::support::*;
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, EachParams, Frame, TransactionOptions},
    sql::SqlText,
    value::{Binder, Encode, Load, Row as _},
};
use aludel_postgres::{Connection, Postgres};
use std::time::{Duration, Instant};

/// A run for each of these values.
struct Runs<T>(Vec<V<T>>);
impl<T: Encode> EachParams for Runs<T> {
    type One<'c>
        = &'c V<T>
    where
        Self: 'c;
    fn count(&self) -> usize {
        self.0.len()
    }
    fn params(&self, run: usize) -> &V<T> {
        &self.0[run]
    }
}

/// A number that is sent as one of two types.
#[derive(Clone, Copy)]
enum Number {
    Small(i32),
    Large(i64),
    /// Not sent at all.
    Refused,
}
impl Encode for Number {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        match self {
            Number::Small(v) => binder.i32(*v),
            Number::Large(v) => binder.i64(*v),
            Number::Refused => Err(Error::new(ErrorKind::Encode, "refused")),
        }
    }
}

fn begun() -> Connection {
    let mut c = connect();
    script(&mut c, "CREATE TEMP TABLE t (i int8 CHECK (i <> 13))");
    Postgres::begin(&mut c, &TransactionOptions::default()).unwrap();
    c
}

const INSERT: &str = "INSERT INTO t VALUES ($1) RETURNING i * 2";

/// Runs it, and hands over the first column of what comes back.
fn each<B: Backend, T: Load, U: Encode>(
    c: &mut B::Connection,
    sql: &'static str,
    runs: Vec<U>,
    mut see: impl FnMut(usize, T) -> Result<()>,
) -> Result<()> {
    B::query_each(c, &SqlText::Constant(sql), &Runs(runs.into_iter().map(V).collect()), |run, row| {
        see(run, T::load(row, 0)?)
    })
}

/// What comes back of each run.
fn doubled(c: &mut Connection, runs: Vec<Number>) -> Result<Vec<(usize, i64)>> {
    let mut found = Vec::new();
    each::<Postgres, i64, _>(c, INSERT, runs, |run, doubled| {
        found.push((run, doubled));
        Ok(())
    })?;
    Ok(found)
}

fn count(c: &mut Connection) -> i64 {
    one(c, "SELECT count(*) FROM t", &Nothing).unwrap().i64(0).unwrap()
}

#[test]
fn each_run_is_told_with_its_number() {
    let c = &mut begun();
    let many = 5000;
    let expected: Vec<_> = (0..many).map(|n| (n as usize, 2 * (n as i64 + 100))).collect();
    for _ in 0..2 {
        assert_eq!(doubled(c, (0..many).map(|n| Number::Large(n as i64 + 100)).collect()).unwrap(), expected);
    }
    let mut affected = Vec::new();
    let runs = Runs([150i64, -1, 151].map(V).into());
    let delete = SqlText::Constant("DELETE FROM t WHERE i = $1");
    Postgres::execute_each(c, &delete, &runs, |done| affected.push(done.affected)).unwrap();
    assert_eq!(affected, [2, 0, 2]);
    Postgres::frame(c, Frame::Commit).unwrap();
    assert_eq!(count(c), 2 * many as i64 - 4);
}

/// The statement is prepared for each of them, without losing a run.
#[test]
fn values_may_change_their_type() {
    let c = &mut begun();
    let runs = |n: i32| if n % 7 < 3 { Number::Small(n + 100) } else { Number::Large(i64::from(n) + 100) };
    let expected: Vec<_> = (0..50).map(|n| (n as usize, 2 * (n + 100))).collect();
    assert_eq!(doubled(c, (0..50).map(runs).collect()).unwrap(), expected);
    assert_eq!(count(c), 50);
}

/// Both sides have more to say than the system keeps for them.
#[test]
fn large_runs_with_large_answers_do_not_wait_for_each_other() {
    let c = &mut begun();
    script(c, "CREATE TEMP TABLE large (text TEXT)");
    let text: String = "0123456789".repeat(1_600_000);
    let mut lengths = Vec::new();
    let insert = "INSERT INTO large VALUES ($1) RETURNING text || text";
    each::<Postgres, String, _>(c, insert, vec![&*text; 4], |_, both| {
        lengths.push(both.len());
        Ok(())
    })
    .unwrap();
    assert_eq!(lengths, [32_000_000; 4]);
}

#[test]
fn the_first_failure_ends_it_and_a_savepoint_undoes_all() {
    let c = &mut begun();
    doubled(c, vec![Number::Large(1), Number::Large(2)]).unwrap();
    for (runs, kind) in [
        ((0..40).map(Number::Large).collect(), ErrorKind::Constraint),
        ((0..4000).map(|n| Number::Large(4000 - n)).collect(), ErrorKind::Constraint),
        (vec![Number::Large(1), Number::Refused, Number::Large(3)], ErrorKind::Encode),
        ((100..4000).map(Number::Large).chain([Number::Refused]).collect(), ErrorKind::Encode),
    ] {
        Postgres::frame(c, Frame::Savepoint(2)).unwrap();
        assert_eq!(failure(doubled(c, runs)).kind(), kind);
        Postgres::frame(c, Frame::RollbackTo(2)).unwrap();
        Postgres::frame(c, Frame::Release(2)).unwrap();
        assert_eq!(count(c), 2);
    }
    // A row that the caller does not take.
    Postgres::frame(c, Frame::Savepoint(2)).unwrap();
    let refused = each::<Postgres, i64, i64>(c, INSERT, (100..5000).collect(), |run, _| match run {
        3 => Err(Error::new(ErrorKind::Decode, "not taken")),
        _ => Ok(()),
    });
    assert_eq!(failure(refused).kind(), ErrorKind::Decode);
    Postgres::frame(c, Frame::RollbackTo(2)).unwrap();
    Postgres::frame(c, Frame::Commit).unwrap();
    assert_eq!(count(c), 2);
}

/// Without a transaction, what ran before a failure stays, and nothing that comes behind it is run.
#[test]
fn without_a_transaction_each_run_is_waited_for() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (i int8 CHECK (i <> 13))");
    failure(doubled(c, (10..20).map(Number::Large).collect()));
    assert_eq!(count(c), 3);
}

/// A run that the server takes time for keeps nobody from sending the next ones, and all of them are there.
#[test]
fn a_slow_statement_is_waited_for() {
    let c = &mut begun();
    let begin = Instant::now();
    let mut seen = 0;
    each::<Postgres, i32, f64>(c, "SELECT 1 FROM pg_sleep($1)", vec![0.02; 5], |_, _| {
        seen += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(seen, 5);
    assert!(begin.elapsed() >= Duration::from_millis(100));
}
