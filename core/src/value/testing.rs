//! A database of one cell, for the tests of values.

use super::{Binder, Decimal, Encode, Ends, Interval, List, Row, Scalar, SqlType};
use crate::{Error, ErrorKind, Result, sql::DialectKind};
use std::{borrow::Cow, fmt::Debug};

/// One line per type: the call of [`Binder`] and what is kept of it.
macro_rules! cell {
    ($($variant:ident($ty:ty): $method:ident(&$v:ident: $arg:ty) $keep:expr;)*) => {
        /// What a value handed over.
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum Stored {
            Null(SqlType),
            List(SqlType, Vec<Stored>),
            Range(SqlType, Ends, Vec<Stored>),
            $($variant($ty),)*
        }

        impl Stored {
            fn ty(&self) -> SqlType {
                match self {
                    Stored::Null(ty) => *ty,
                    Stored::List(ty, _) => SqlType::Array(Box::leak(Box::new(*ty))),
                    Stored::Range(ty, ..) => SqlType::Range(Box::leak(Box::new(*ty))),
                    $(Stored::$variant(_) => SqlType::$variant,)*
                }
            }
        }

        impl<'v> Binder<'v> for Vec<Stored> {
            fn dialect(&self) -> DialectKind {
                DialectKind::Other
            }
            fn null(&mut self, ty: SqlType) -> Result<()> {
                self.push(Stored::Null(ty));
                Ok(())
            }
            fn list(&mut self, ty: SqlType, values: &'v dyn List) -> Result<()> {
                let mut items = Vec::new();
                (0..values.len()).try_for_each(|i| values.encode(i, &mut items))?;
                self.push(Stored::List(ty, items));
                Ok(())
            }
            fn range(&mut self, ty: SqlType, ends: Ends, values: &'v dyn List) -> Result<()> {
                let mut items = Vec::new();
                (0..values.len()).try_for_each(|i| values.encode(i, &mut items))?;
                self.push(Stored::Range(ty, ends, items));
                Ok(())
            }
            $(fn $method(&mut self, $v: $arg) -> Result<()> {
                self.push(Stored::$variant($keep));
                Ok(())
            })*
        }
    };
}
cell! {
    Bool(bool): bool(&v: bool) v;
    I16(i16): i16(&v: i16) v;
    I32(i32): i32(&v: i32) v;
    I64(i64): i64(&v: i64) v;
    F32(f32): f32(&v: f32) v;
    F64(f64): f64(&v: f64) v;
    Text(String): text(&v: Cow<'v, str>) v.into_owned();
    Bytes(Vec<u8>): bytes(&v: &'v [u8]) v.to_vec();
    Uuid([u8; 16]): uuid(&v: [u8; 16]) v;
    Date(i32): date(&v: i32) v;
    Time(i64): time(&v: i64) v;
    Timestamp(i64): timestamp(&v: i64) v;
    TimestampTz(i64): timestamptz(&v: i64) v;
    Decimal(Decimal): decimal(&v: Decimal) v;
    Json(String): json(&v: Cow<'v, str>) v.into_owned();
    Interval(Interval): interval(&v: Interval) v;
}

/// One line per method of [`Row`]: the cell it reads.
macro_rules! reads {
    ($($method:ident -> $ty:ty: $($variant:ident($v:ident) => $out:expr),+;)*) => {
        impl Row for Stored {
            fn is_null(&self, _: usize) -> bool {
                matches!(self, Stored::Null(_))
            }
            fn name(&self, _: usize) -> Cow<'_, str> {
                "cell".into()
            }
            fn width(&self) -> usize {
                1
            }
            fn list(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<()> {
                match self {
                    Stored::List(_, values) => values.iter().try_for_each(|value| each(value, 0)),
                    _ => Err(super::lossy(self, at, "array")),
                }
            }
            fn range(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<Ends> {
                match self {
                    Stored::Range(_, ends, values) => values.iter().try_for_each(|v| each(v, 0)).map(|()| *ends),
                    _ => Err(super::lossy(self, at, "range")),
                }
            }
            $(fn $method(&self, at: usize) -> Result<$ty> {
                match self {
                    $(Stored::$variant($v) => Ok($out),)+
                    _ => Err(super::lossy(self, at, stringify!($method))),
                }
            })*
        }
    };
}
reads! {
    bool -> bool: Bool(v) => *v;
    i64 -> i64: I16(v) => (*v).into(), I32(v) => (*v).into(), I64(v) => *v;
    f64 -> f64: F32(v) => (*v).into(), F64(v) => *v;
    text -> Cow<'_, str>: Text(v) => v.into();
    bytes -> Cow<'_, [u8]>: Bytes(v) => v.into();
    uuid -> [u8; 16]: Uuid(v) => *v;
    date -> i32: Date(v) => *v;
    time -> i64: Time(v) => *v;
    timestamp -> i64: Timestamp(v) => *v;
    timestamptz -> i64: TimestampTz(v) => *v;
    decimal -> Decimal: Decimal(v) => *v;
    json -> Cow<'_, str>: Json(v) => v.into();
    interval -> Interval: Interval(v) => *v;
}

/// What a value hands over, if it can be stored.
pub(crate) fn store(value: &impl Encode) -> Result<Stored> {
    let mut cells = Vec::new();
    value.encode(&mut cells)?;
    assert_eq!(cells.len(), 1, "a value is handed over by exactly one call");
    Ok(cells.remove(0))
}

/// What a value that can be stored hands over.
pub(crate) fn stored(value: &impl Encode) -> Stored {
    store(value).unwrap()
}

/// Stores each value, as the type it declares, and finds it again.
pub(crate) fn round_trips<T: Scalar + PartialEq + Debug>(values: impl IntoIterator<Item = T>) {
    for value in values {
        let cell = store(&value).unwrap_or_else(|e| panic!("{value:?}: {e}"));
        assert_eq!(cell.ty(), T::TYPE, "{value:?}");
        assert_eq!(T::decode(&cell, 0).unwrap_or_else(|e| panic!("{value:?}: {e}")), value);
        assert_eq!(stored(&Some(value)), cell);
    }
    assert_eq!(stored(&None::<T>), Stored::Null(T::TYPE));
}

/// Why a value is not stored.
pub(crate) fn refused(value: &impl Encode) -> String {
    refusal(store(value).unwrap_err())
}

fn refusal(error: Error) -> String {
    assert_eq!(error.kind(), ErrorKind::Encode);
    error.message().to_owned()
}

/// Checks that a cell is not read as `T`, and that the error says which column.
pub(crate) fn unreadable<T: Scalar + Debug>(cell: Stored) -> String {
    let error = T::decode(&cell, 0).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("column `cell` (number 1)"), "{error}");
    error.message().to_owned()
}

/// Numbers without a pattern, the same in each run.
pub(crate) fn random() -> impl Iterator<Item = u64> {
    let next = |x: &u64| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(42), next).map(|x| (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd)).take(20_000)
}

/// Numbers without a pattern in a range, its ends first.
pub(crate) fn random_in(range: std::ops::RangeInclusive<i64>) -> impl Iterator<Item = i64> {
    let (low, high) = range.into_inner();
    let width = (i128::from(high) - i128::from(low) + 1) as u128;
    [low, high].into_iter().chain(random().map(move |n| (i128::from(low) + (u128::from(n) % width) as i128) as i64))
}
