//! What the tests of this crate share.
#![allow(dead_code, missing_docs)]

use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, DatabaseUrl, Done, EachParams, Params, Rows as _},
    sql::SqlText,
    value::{Binder, Decimal, Encode, Load, SqlType},
};
use aludel_sqlite::{Connection, Sqlite};

/// A database in memory.
pub fn memory() -> Connection {
    open("sqlite::memory:").unwrap()
}

pub fn open(url: &str) -> Result<Connection> {
    Sqlite::connect(&DatabaseUrl::parse(url).unwrap())
}

/// The values of a statement, of one type.
pub struct Values<'a, T>(pub &'a [T]);

impl<T> Clone for Values<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Values<'_, T> {}

impl<'a, T: Encode> Params<'a> for Values<'a, T> {
    fn bind<B: Binder<'a> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|v| v.encode(binder))
    }
}

/// The values of many runs.
pub struct Each<'a, T>(Vec<&'a [T]>);
impl<'a, T> Each<'a, T> {
    pub fn of<R: AsRef<[T]>>(rows: &'a [R]) -> Self {
        Self(rows.iter().map(AsRef::as_ref).collect())
    }
}
impl<T: Encode> EachParams for Each<'_, T> {
    type One<'c>
        = Values<'c, T>
    where
        Self: 'c;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn params(&self, run: usize) -> Values<'_, T> {
        Values(self.0[run])
    }
}

/// Runs a statement for each of many values, and adds up what it did.
pub fn all_of(c: &mut Connection, text: &SqlText<'_>, runs: &impl EachParams) -> Result<Done> {
    let mut done = Done::default();
    Sqlite::execute_each(c, text, runs, |one| done.add(one))?;
    Ok(done)
}

/// A value that a backend takes, without a Rust type of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum V {
    Uuid([u8; 16]),
    Date(i32),
    Time(i64),
    Timestamp(i64),
    TimestampTz(i64),
    Decimal(Decimal),
    Json(String),
    List(Vec<i64>),
}

impl Encode for V {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        match self {
            V::Uuid(v) => binder.uuid(*v),
            V::Date(v) => binder.date(*v),
            V::Time(v) => binder.time(*v),
            V::Timestamp(v) => binder.timestamp(*v),
            V::TimestampTz(v) => binder.timestamptz(*v),
            V::Decimal(v) => binder.decimal(*v),
            V::Json(v) => binder.json(v.clone().into()),
            V::List(v) => binder.list(SqlType::I64, v),
        }
    }
}

pub fn run(c: &mut Connection, sql: &str) -> Result<Done> {
    Sqlite::execute(c, &SqlText::Rendered(sql), &())
}

pub fn run_with<'v, P: Params<'v>>(c: &'v mut Connection, sql: &str, params: P) -> Result<Done> {
    Sqlite::execute(c, &SqlText::Rendered(sql), &params)
}

/// All rows of a query.
pub fn all<'v, T: Load>(c: &'v mut Connection, sql: &str, params: impl Params<'v>) -> Result<Vec<T>> {
    let mut rows = Sqlite::query(c, &SqlText::Rendered(sql), &params)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(T::load(&row, 0)?);
    }
    Ok(all)
}

pub fn one<T: Load>(c: &mut Connection, sql: &str) -> Result<T> {
    all(c, sql, ()).map(|mut all| all.remove(0))
}

/// What is read from the first column of the first row.
pub fn read<'v, T>(
    c: &'v mut Connection,
    sql: &str,
    params: impl Params<'v>,
    read: impl FnOnce(&aludel_sqlite::Row<'_>) -> Result<T>,
) -> Result<T> {
    let mut rows = Sqlite::query(c, &SqlText::Rendered(sql), &params)?;
    let row = rows.next()?.expect("a row");
    read(&row)
}

/// What a value is after a way through a table.
pub fn through<T: Load + Encode>(c: &mut Connection, v: T) -> Result<T> {
    c.raw_ref().execute_batch("DROP TABLE IF EXISTS through; CREATE TABLE through (v BLOB)").unwrap();
    run_with(c, "INSERT INTO through VALUES (?)", Values(&[v]))?;
    one(c, "SELECT v FROM through")
}

#[track_caller]
pub fn fails<T>(result: Result<T>, kind: ErrorKind) -> Error {
    match result {
        Ok(_) => panic!("should fail with {kind:?}"),
        Err(error) => {
            assert_eq!(error.kind(), kind, "{error}");
            error
        }
    }
}
