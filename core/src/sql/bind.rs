//! Values on their way into a statement.

use super::{Decimal, DialectKind, Ends, Interval, SqlType};
use crate::{Error, ErrorKind, Result};
use std::borrow::Cow;

/// Takes the values of a statement, one after the other, in the order of its placeholders.
///
/// A backend implements it once; it refuses, with [`ErrorKind::Encode`](crate::ErrorKind::Encode), a value that its
/// database would change (a year beyond its range, a NUL byte in PostgreSQL's text). Values live as long as `'v`, so a
/// backend need not copy them.
pub trait Binder<'v> {
    /// Which dialect the values go to.
    fn dialect(&self) -> DialectKind;
    /// Hears which of so many ways the text went where it is decided at run time, before the values of that way: see
    /// [`Tok::Choice`](super::Tok::Choice). A way is one text.
    #[inline]
    fn way(&mut self, way: usize, ways: usize) {
        let _ = (way, ways);
    }
    /// Whether the values are wanted, and not only the ways: what costs something need not be handed over then.
    #[inline]
    fn wants_values(&self) -> bool {
        true
    }
    /// NULL of a type.
    fn null(&mut self, ty: SqlType) -> Result<()>;
    /// A boolean.
    fn bool(&mut self, v: bool) -> Result<()>;
    /// A 16-bit integer.
    fn i16(&mut self, v: i16) -> Result<()>;
    /// A 32-bit integer.
    fn i32(&mut self, v: i32) -> Result<()>;
    /// A 64-bit integer.
    fn i64(&mut self, v: i64) -> Result<()>;
    /// A 32-bit float.
    fn f32(&mut self, v: f32) -> Result<()>;
    /// A 64-bit float.
    fn f64(&mut self, v: f64) -> Result<()>;
    /// Text.
    fn text(&mut self, v: Cow<'v, str>) -> Result<()>;
    /// Bytes.
    fn bytes(&mut self, v: &'v [u8]) -> Result<()>;
    /// A UUID.
    fn uuid(&mut self, v: [u8; 16]) -> Result<()>;
    /// Days since 1970-01-01.
    fn date(&mut self, days: i32) -> Result<()>;
    /// Microseconds since midnight.
    fn time(&mut self, micros: i64) -> Result<()>;
    /// Microseconds since 1970-01-01T00:00:00, local.
    fn timestamp(&mut self, micros: i64) -> Result<()>;
    /// Microseconds since 1970-01-01T00:00:00Z.
    fn timestamptz(&mut self, micros: i64) -> Result<()>;
    /// A decimal number.
    fn decimal(&mut self, v: Decimal) -> Result<()>;
    /// A JSON document as text.
    fn json(&mut self, v: Cow<'v, str>) -> Result<()>;
    /// An interval, where the backend has intervals.
    fn interval(&mut self, v: Interval) -> Result<()> {
        let _ = v;
        Err(Error::new(ErrorKind::Encode, "only PostgreSQL has intervals; store a number of days or microseconds"))
    }
    /// Many values of one type in one placeholder, where the backend has arrays.
    fn list(&mut self, ty: SqlType, values: &'v dyn List) -> Result<()>;
    /// Many texts in one placeholder, of which the statement says itself that it is an array of TEXT. Of others the backend does
    /// not know whether they are to be texts, or labels of an enum, or something else that is written as a text.
    fn texts(&mut self, values: &'v dyn List) -> Result<()> {
        self.list(SqlType::Text, values)
    }
    /// A range of values of one type, where the backend has ranges. The values are those of its ends, as far as there are any.
    fn range(&mut self, ty: SqlType, ends: Ends, values: &'v dyn List) -> Result<()> {
        let _ = (ty, ends, values);
        Err(Error::new(ErrorKind::Encode, "only PostgreSQL has ranges; store both ends"))
    }
}

impl<'v, B: Binder<'v> + ?Sized> Binder<'v> for &mut B {
    #[inline]
    fn dialect(&self) -> DialectKind {
        (**self).dialect()
    }
    #[inline]
    fn way(&mut self, way: usize, ways: usize) {
        (**self).way(way, ways);
    }
    #[inline]
    fn wants_values(&self) -> bool {
        (**self).wants_values()
    }
    #[inline]
    fn null(&mut self, ty: SqlType) -> Result<()> {
        (**self).null(ty)
    }
    #[inline]
    fn bool(&mut self, v: bool) -> Result<()> {
        (**self).bool(v)
    }
    #[inline]
    fn i16(&mut self, v: i16) -> Result<()> {
        (**self).i16(v)
    }
    #[inline]
    fn i32(&mut self, v: i32) -> Result<()> {
        (**self).i32(v)
    }
    #[inline]
    fn i64(&mut self, v: i64) -> Result<()> {
        (**self).i64(v)
    }
    #[inline]
    fn f32(&mut self, v: f32) -> Result<()> {
        (**self).f32(v)
    }
    #[inline]
    fn f64(&mut self, v: f64) -> Result<()> {
        (**self).f64(v)
    }
    #[inline]
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        (**self).text(v)
    }
    #[inline]
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        (**self).bytes(v)
    }
    #[inline]
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        (**self).uuid(v)
    }
    #[inline]
    fn date(&mut self, days: i32) -> Result<()> {
        (**self).date(days)
    }
    #[inline]
    fn time(&mut self, micros: i64) -> Result<()> {
        (**self).time(micros)
    }
    #[inline]
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        (**self).timestamp(micros)
    }
    #[inline]
    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        (**self).timestamptz(micros)
    }
    #[inline]
    fn decimal(&mut self, v: Decimal) -> Result<()> {
        (**self).decimal(v)
    }
    #[inline]
    fn json(&mut self, v: Cow<'v, str>) -> Result<()> {
        (**self).json(v)
    }
    #[inline]
    fn interval(&mut self, v: Interval) -> Result<()> {
        (**self).interval(v)
    }
    #[inline]
    fn list(&mut self, ty: SqlType, values: &'v dyn List) -> Result<()> {
        (**self).list(ty, values)
    }
    #[inline]
    fn texts(&mut self, values: &'v dyn List) -> Result<()> {
        (**self).texts(values)
    }
    #[inline]
    fn range(&mut self, ty: SqlType, ends: Ends, values: &'v dyn List) -> Result<()> {
        (**self).range(ty, ends, values)
    }
}

/// Values of one type, seen through a dynamic type so that a [`Binder`] stays usable as one.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Hands over the value at `i`.
    ///
    /// # Errors
    /// [`ErrorKind::Encode`](crate::ErrorKind::Encode) if storing it would change it.
    fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()>;
}
