//! Connections, values and rows for the tests.

use aludel_core::{
    Error, Result,
    engine::{Backend, DatabaseUrl, Params, Rows},
    sql::SqlText,
    value::{Binder, Decimal, Encode, Row as _, SqlType},
};
use aludel_postgres::{Connection, Postgres, Row};

/// The URL of the server.
pub fn url() -> String {
    std::env::var("ALUDEL_TEST_POSTGRES_URL").expect(
        "set ALUDEL_TEST_POSTGRES_URL to a PostgreSQL server for tests, such as postgres://user:password@host/database; \
         `cargo xtask test` starts one",
    )
}

pub fn connect_to(url: &str) -> Result<Connection> {
    Postgres::connect(&DatabaseUrl::parse(url).unwrap())
}

pub fn connect() -> Connection {
    connect_to(&url()).unwrap()
}

/// The URL with one more option.
pub fn with_option(option: &str) -> String {
    let url = url();
    format!("{url}{}{option}", if url.contains('?') { '&' } else { '?' })
}

pub fn script(c: &mut Connection, sql: &str) {
    Postgres::script(c, sql).unwrap();
}

pub fn execute<P>(c: &mut Connection, sql: &'static str, params: &P) -> Result<u64>
where
    for<'v> &'v P: Params<'v>,
{
    Postgres::execute(c, &SqlText::Constant(sql), &params).map(|done| done.affected)
}

/// What is read of the first row.
pub fn reading<P, T>(c: &mut Connection, sql: &'static str, params: &P, read: impl FnOnce(Row<'_>) -> T) -> T
where
    for<'v> &'v P: Params<'v>,
{
    let mut rows = Postgres::query(c, &SqlText::Constant(sql), &params).unwrap();
    read(rows.next().unwrap().expect("a row"))
}

/// A row that outlives its statement.
pub fn kept(row: &Row<'_>) -> Row<'static> {
    Box::leak(Box::new(row.to_owned())).row()
}

/// The first row, streamed; the query is checked to have just one.
pub fn one<P>(c: &mut Connection, sql: &'static str, params: &P) -> Result<Row<'static>>
where
    for<'v> &'v P: Params<'v>,
{
    let mut rows = Postgres::query(c, &SqlText::Constant(sql), &params)?;
    let row = kept(&rows.next()?.expect("a row"));
    assert!(rows.next()?.is_none());
    Ok(row)
}

/// The same, all rows taken in at once.
pub fn one_of_all<P>(c: &mut Connection, sql: &'static str, params: &P) -> Result<Row<'static>>
where
    for<'v> &'v P: Params<'v>,
{
    let mut rows = Postgres::query_all(c, &SqlText::Constant(sql), &params)?;
    let row = kept(&rows.next()?.expect("a row"));
    assert!(rows.next()?.is_none());
    Ok(row)
}

pub fn text(c: &mut Connection, sql: &'static str) -> String {
    one(c, sql, &Nothing).unwrap().text(0).unwrap().into_owned()
}

pub fn failure<T>(result: Result<T>) -> Error {
    match result {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error,
    }
}

/// No values.
pub struct Nothing;
impl<'v> Params<'v> for &'v Nothing {
    fn bind<B: Binder<'v> + ?Sized>(self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

/// One value.
pub struct V<T>(pub T);
impl<'v, T: Encode> Params<'v> for &'v V<T> {
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.encode(binder)
    }
}

/// Two values.
pub struct W<T, U>(pub T, pub U);
impl<'v, T: Encode, U: Encode> Params<'v> for &'v W<T, U> {
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.encode(binder)?;
        self.1.encode(binder)
    }
}

/// Many values.
pub struct Many<T>(pub Vec<T>);
impl<'v, T: Encode> Params<'v> for &'v Many<T> {
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|value| value.encode(binder))
    }
}

/// A list in one placeholder.
pub struct L<T>(pub SqlType, pub Vec<T>);
impl<T: Encode> Encode for L<T> {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.list(self.0, &self.1)
    }
}

/// NULL of a type.
pub struct N(pub SqlType);
impl Encode for N {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.null(self.0)
    }
}

macro_rules! wrappers {
    ($($name:ident($ty:ty), |$v:ident, $b:ident| $bind:expr;)*) => { $(
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub $ty);
        impl Encode for $name {
            fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, $b: &mut B) -> Result<()> {
                let $v = &self.0;
                $bind
            }
        }
    )* };
}
wrappers! {
    Uuid([u8; 16]), |v, b| b.uuid(*v);
    Date(i32), |v, b| b.date(*v);
    Time(i64), |v, b| b.time(*v);
    Timestamp(i64), |v, b| b.timestamp(*v);
    TimestampTz(i64), |v, b| b.timestamptz(*v);
    Number(Decimal), |v, b| b.decimal(*v);
    Json(String), |v, b| b.json(v.as_str().into());
}
