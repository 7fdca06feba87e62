//! Values on their way out of a result.

use super::{Decimal, Ends, Interval};
use crate::{Error, ErrorKind, Result};
use std::borrow::Cow;

/// One row of a result, as a backend gives it.
///
/// Each method reads the column at an index and fails with [`ErrorKind::Decode`] if it holds something else, NULL
/// included.
pub trait Row {
    /// Whether the column is NULL.
    fn is_null(&self, at: usize) -> bool;
    /// The column's name in the result.
    fn name(&self, at: usize) -> Cow<'_, str>;
    /// How many columns there are.
    fn width(&self) -> usize;
    /// A boolean.
    fn bool(&self, at: usize) -> Result<bool>;
    /// An integer of any width, a decimal without a fraction included.
    fn i64(&self, at: usize) -> Result<i64>;
    /// A float.
    fn f64(&self, at: usize) -> Result<f64>;
    /// Text.
    fn text(&self, at: usize) -> Result<Cow<'_, str>>;
    /// Text to keep.
    #[inline]
    fn text_owned(&self, at: usize) -> Result<String> {
        self.text(at).map(Cow::into_owned)
    }
    /// Bytes.
    fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>>;
    /// Bytes to keep.
    #[inline]
    fn bytes_owned(&self, at: usize) -> Result<Vec<u8>> {
        self.bytes(at).map(Cow::into_owned)
    }
    /// A UUID.
    fn uuid(&self, at: usize) -> Result<[u8; 16]>;
    /// Days since 1970-01-01.
    fn date(&self, at: usize) -> Result<i32>;
    /// Microseconds since midnight.
    fn time(&self, at: usize) -> Result<i64>;
    /// Microseconds since 1970-01-01T00:00:00, local.
    fn timestamp(&self, at: usize) -> Result<i64>;
    /// Microseconds since 1970-01-01T00:00:00Z.
    fn timestamptz(&self, at: usize) -> Result<i64>;
    /// A decimal number.
    fn decimal(&self, at: usize) -> Result<Decimal>;
    /// A JSON document as text.
    fn json(&self, at: usize) -> Result<Cow<'_, str>>;
    /// An interval, where the backend has intervals.
    fn interval(&self, at: usize) -> Result<Interval> {
        Err(absent(self, at, "interval"))
    }
    /// An array, where the backend has arrays: hands over each of its values as a column of a row.
    fn list(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<()> {
        let _ = each;
        Err(absent(self, at, "array"))
    }
    /// A range, where the backend has ranges: hands over the values of its ends, as far as there are any, likewise.
    fn range(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<Ends> {
        let _ = each;
        Err(absent(self, at, "range"))
    }
}

/// The error of a backend without arrays, ranges and intervals.
#[cold]
fn absent<R: Row + ?Sized>(row: &R, at: usize, wanted: &str) -> Error {
    let (name, number) = (row.name(at), at + 1);
    Error::new(ErrorKind::Decode, format!("column `{name}` (number {number}) is no {wanted}: only PostgreSQL has them"))
}

/// A row by reference.
macro_rules! by_reference {
    ($($method:ident -> $ty:ty;)*) => {
        impl<R: Row + ?Sized> Row for &R {
            fn width(&self) -> usize {
                (**self).width()
            }
            fn list(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<()> {
                (**self).list(at, each)
            }
            fn range(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<Ends> {
                (**self).range(at, each)
            }
            $(
                #[inline]
                fn $method(&self, at: usize) -> $ty {
                    (**self).$method(at)
                }
            )*
        }
    };
}
by_reference! {
    is_null -> bool;
    name -> Cow<'_, str>;
    bool -> Result<bool>;
    i64 -> Result<i64>;
    f64 -> Result<f64>;
    text -> Result<Cow<'_, str>>;
    text_owned -> Result<String>;
    bytes -> Result<Cow<'_, [u8]>>;
    bytes_owned -> Result<Vec<u8>>;
    uuid -> Result<[u8; 16]>;
    date -> Result<i32>;
    time -> Result<i64>;
    timestamp -> Result<i64>;
    timestamptz -> Result<i64>;
    decimal -> Result<Decimal>;
    json -> Result<Cow<'_, str>>;
    interval -> Result<Interval>;
}

/// The error for NULL in a column that is declared NOT NULL.
#[cold]
pub fn unexpected_null<R: Row + ?Sized>(row: &R, at: usize, wanted: &str) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!(
            "column `{}` (number {}) is NULL, a {wanted} was expected; declare it as `Option<..>`",
            row.name(at),
            at + 1
        ),
    )
}

/// The error for a value that does not fit the Rust type.
#[cold]
pub fn lossy<R: Row + ?Sized>(row: &R, at: usize, wanted: &str) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!("column `{}` (number {}) holds a value that does not fit `{wanted}`", row.name(at), at + 1),
    )
}
