//! Rust values handed to a [`Binder`].

use super::{Binder, Datum, List, datum::Capture};
use crate::{Error, ErrorKind, Result, sql::DialectKind};
use smallvec::SmallVec;
use std::borrow::Cow;

/// A value that can be handed to a [`Binder`].
pub trait Encode {
    /// Hands it over by exactly one call.
    ///
    /// # Errors
    /// [`ErrorKind::Encode`](crate::ErrorKind::Encode) if storing it would change it.
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;

    /// The value by itself. Overridden where that saves a copy.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    #[doc(hidden)]
    #[inline]
    fn into_datum(self, dialect: DialectKind) -> Result<Datum>
    where
        Self: Sized,
    {
        Datum::of(&self, dialect)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        (**self).encode(binder)
    }
}

impl Encode for str {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.text(self.into())
    }
}
impl Encode for [u8] {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.bytes(self)
    }
}

macro_rules! lists {
    ($($list:ty)*) => { $(
        impl<T: Encode> List for $list {
            fn len(&self) -> usize {
                <[T]>::len(self)
            }
            fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()> {
                self[i].encode(binder)
            }
        }
    )* };
}
lists!(Vec<T> SmallVec<[T; 2]>);

impl Encode for Datum {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        match self {
            Datum::Null(ty) => binder.null(*ty),
            Datum::Bool(v) => binder.bool(*v),
            Datum::I16(v) => binder.i16(*v),
            Datum::I32(v) => binder.i32(*v),
            Datum::I64(v) => binder.i64(*v),
            Datum::F32(v) => binder.f32(*v),
            Datum::F64(v) => binder.f64(*v),
            Datum::Text(v) => binder.text(Cow::Borrowed(v)),
            Datum::Bytes(v) => binder.bytes(v),
            Datum::Uuid(v) => binder.uuid(*v),
            Datum::Date(v) => binder.date(*v),
            Datum::Time(v) => binder.time(*v),
            Datum::Timestamp(v) => binder.timestamp(*v),
            Datum::TimestampTz(v) => binder.timestamptz(*v),
            Datum::Decimal(v) => binder.decimal(**v),
            Datum::Json(v) => binder.json(Cow::Borrowed(v)),
            Datum::Interval(v) => binder.interval(*v),
            Datum::Array(v) => binder.list(v.ty, &v.values),
            Datum::Range(ends, v) => binder.range(v.ty, *ends, &v.values),
        }
    }

    fn into_datum(self, _: DialectKind) -> Result<Datum> {
        Ok(self)
    }
}

impl Datum {
    /// The value of something that can be bound.
    ///
    /// # Errors
    /// As [`Encode::encode`].
    #[inline]
    pub fn of<T: Encode + ?Sized>(value: &T, dialect: DialectKind) -> Result<Self> {
        let mut capture = Capture { dialect, taken: None };
        value.encode(&mut capture)?;
        capture.taken.ok_or_else(|| Error::new(ErrorKind::Encode, "a value did not hand itself over"))
    }
}
