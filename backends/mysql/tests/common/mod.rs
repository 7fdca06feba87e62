//! What the tests share: a connection to the server under test, and values of any type as parameters.

#![allow(dead_code)]

use aludel_core::{
    Error, Result,
    engine::{Backend, DatabaseUrl, Done, Params, Rows},
    sql::SqlText,
    value::{Binder, Decimal, Load, Row, SqlType},
};

/// The URL of the server under test. Its user may create databases, tables and procedures.
pub fn url() -> String {
    std::env::var("ALUDEL_TEST_MYSQL_URL").expect(
        "set ALUDEL_TEST_MYSQL_URL to a MariaDB server for tests, such as mysql://user:password@127.0.0.1:3306/test",
    )
}

pub fn connect<B: Backend>() -> B::Connection {
    connect_to::<B>(&url()).unwrap()
}

pub fn connect_to<B: Backend>(url: &str) -> Result<B::Connection> {
    B::connect(&DatabaseUrl::parse(url).unwrap())
}

/// A value of any type.
#[derive(Debug, Clone)]
pub enum V {
    Null,
    Bool(bool),
    I16(i16),
    I32(i32),
    I64(i64),
    F32(f32),
    F64(f64),
    Text(String),
    Bytes(Vec<u8>),
    Uuid([u8; 16]),
    Date(i32),
    Time(i64),
    Timestamp(i64),
    TimestampTz(i64),
    Decimal(Decimal),
    Json(String),
}

pub fn text(text: &str) -> V {
    V::Text(text.into())
}

pub struct Values(pub Vec<V>);

impl<'v> Params<'v> for &'v Values {
    fn bind<B: Binder<'v> + ?Sized>(self, b: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|v| match v {
            V::Null => b.null(SqlType::Text),
            V::Bool(v) => b.bool(*v),
            V::I16(v) => b.i16(*v),
            V::I32(v) => b.i32(*v),
            V::I64(v) => b.i64(*v),
            V::F32(v) => b.f32(*v),
            V::F64(v) => b.f64(*v),
            V::Text(v) => b.text(v.as_str().into()),
            V::Bytes(v) => b.bytes(v),
            V::Uuid(v) => b.uuid(*v),
            V::Date(v) => b.date(*v),
            V::Time(v) => b.time(*v),
            V::Timestamp(v) => b.timestamp(*v),
            V::TimestampTz(v) => b.timestamptz(*v),
            V::Decimal(v) => b.decimal(*v),
            V::Json(v) => b.json(v.as_str().into()),
        })
    }
}

pub fn script<B: Backend>(c: &mut B::Connection, sql: &str) {
    B::script(c, sql).unwrap_or_else(|e| panic!("{e}\n{sql}"));
}

pub fn execute<B: Backend>(c: &mut B::Connection, sql: &str, values: Vec<V>) -> Result<Done> {
    B::execute(c, &SqlText::Rendered(sql), &&Values(values))
}

/// Every row, read by `read`.
pub fn query_with<B: Backend, T>(
    c: &mut B::Connection,
    sql: &str,
    values: Vec<V>,
    read: impl Fn(&dyn Row) -> Result<T>,
) -> Result<Vec<T>> {
    let values = Values(values);
    let mut rows = B::query(c, &SqlText::Rendered(sql), &&values)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(&row)?);
    }
    Ok(all)
}

/// Every row as `T`.
pub fn query<B: Backend, T: Load>(c: &mut B::Connection, sql: &str, values: Vec<V>) -> Result<Vec<T>> {
    query_with::<B, T>(c, sql, values, |row| T::load(row, 0))
}

/// The first row as `T`.
pub fn first<B: Backend, T: Load>(c: &mut B::Connection, sql: &str) -> Result<T> {
    Ok(query::<B, T>(c, sql, vec![])?.remove(0))
}

/// Everything that the error shows.
pub fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(e) = source {
        shown.push_str(&format!(" {e} {e:?}"));
        source = e.source();
    }
    shown
}
