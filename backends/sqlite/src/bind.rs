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

impl<'v: 'c, 'c> Binder<'v> for Run<'c> {
    #[inline]
    fn dialect(&self) -> DialectKind {
        DialectKind::Sqlite
    }

    #[inline]
    fn null(&mut self, _: SqlType) -> Result<()> {
        self.bind(Input::Null)
    }

    #[inline]
    fn bool(&mut self, v: bool) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    #[inline]
    fn i16(&mut self, v: i16) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    #[inline]
    fn i32(&mut self, v: i32) -> Result<()> {
        self.bind(Input::Integer(v.into()))
    }

    #[inline]
    fn i64(&mut self, v: i64) -> Result<()> {
        self.bind(Input::Integer(v))
    }

    #[inline]
    fn f32(&mut self, v: f32) -> Result<()> {
        self.f64(v.into())
    }

    #[inline]
    fn f64(&mut self, v: f64) -> Result<()> {
        if v.is_nan() {
            return Err(Error::new(ErrorKind::Encode, "SQLite stores NaN as NULL; bind `None` if that is meant"));
        }
        self.bind(Input::Real(v))
    }

    #[inline]
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        match v {
            Cow::Borrowed(v) => self.bind(Input::Text(v)),
            Cow::Owned(v) => self.bind(Input::TextCopy(&v)),
        }
    }

    #[inline]
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.bind(Input::Blob(v))
    }

    #[inline]
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.bind(Input::BlobCopy(&v))
    }

    #[inline]
    fn date(&mut self, days: i32) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::date(days)?.as_str()))
    }

    #[inline]
    fn time(&mut self, micros: i64) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::time(micros)?.as_str()))
    }

    #[inline]
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        self.bind(Input::TextCopy(Stamp::timestamp(micros)?.as_str()))
    }

    #[inline]
    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        self.timestamp(micros)
    }

    #[inline]
    fn decimal(&mut self, v: Decimal) -> Result<()> {
        self.bind(Input::Real(decimal::to_real(v)?))
    }

    #[inline]
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
