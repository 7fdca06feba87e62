//! Values on their way into a statement.

use crate::{
    decimal,
    statement::{Input, Run},
    temporal::Stamp,
};
use aludel_core::{
    Error, ErrorKind, Result,
    sql::DialectKind,
    value::{Binder, Decimal, List, SqlType},
};
use std::borrow::Cow;

// Not inlined: it is a few calls of SQLite's anyway, and was a twelfth of the time of a release build to have them at each value.
impl<'v: 'c, 'c> Binder<'v> for Run<'c> {
    #[inline]
    fn dialect(&self) -> DialectKind {
        DialectKind::Sqlite
    }

    fn null(&mut self, _: SqlType) -> Result<()> {
        self.bind(Input::Null)
    }

    fn bool(&mut self, v: bool) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    fn i16(&mut self, v: i16) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    fn i32(&mut self, v: i32) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    fn i64(&mut self, v: i64) -> Result<()> {
        self.bind(Input::Integer(v))
    }

    fn f32(&mut self, v: f32) -> Result<()> {
        self.f64(v.into())
    }

    fn f64(&mut self, v: f64) -> Result<()> {
        if v.is_nan() {
            return Err(Error::new(ErrorKind::Encode, "SQLite stores NaN as NULL; bind `None` if that is meant"));
        }
        self.bind(Input::Real(v))
    }

    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        match v {
            Cow::Borrowed(v) => self.bind(Input::Text(v)),
            Cow::Owned(v) => self.bind(Input::TextCopy(&v)),
        }
    }

    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.bind(Input::Blob(v))
    }

    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.bind(Input::BlobCopy(&v))
    }

    fn date(&mut self, days: i32) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::date(days)?.as_str()))
    }

    fn time(&mut self, micros: i64) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::time(micros)?.as_str()))
    }

    fn timestamp(&mut self, micros: i64) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::timestamp(micros)?.as_str()))
    }

    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        self.timestamp(micros)
    }

    fn decimal(&mut self, v: Decimal) -> Result<()> {
        self.bind(Input::Real(decimal::to_real(v)?))
    }

    fn json(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.text(v)
    }

    fn list(&mut self, _: SqlType, _: &'v dyn List) -> Result<()> {
        Err(Error::new(
            ErrorKind::Encode,
            "SQLite has no arrays; a list is to be expanded into one placeholder a value",
        ))
    }
}
