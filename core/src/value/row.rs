//! Values on their way out of a result.

use super::{Decimal, Scalar};
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
    /// Bytes.
    fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>>;
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

/// What a row, or a part of one, is read into.
#[diagnostic::on_unimplemented(message = "a row cannot be read into `{Self}`", label = "not a row type")]
pub trait Load: Sized {
    /// How many columns it takes.
    const WIDTH: usize;
    /// Reads it from the columns that start at `at`.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] if the database holds something else than declared; the message names the column.
    fn load<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self>;
    /// Whether an outer join found no row for it.
    fn is_absent<R: Row + ?Sized>(row: &R, at: usize) -> bool;
}

impl<T: Scalar> Load for T {
    const WIDTH: usize = 1;
    #[inline]
    fn load<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        T::decode(row, at)
    }
    #[inline]
    fn is_absent<R: Row + ?Sized>(row: &R, at: usize) -> bool {
        row.is_null(at)
    }
}

impl<T: Load> Load for Option<T> {
    const WIDTH: usize = T::WIDTH;
    #[inline]
    fn load<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        if T::is_absent(row, at) { Ok(None) } else { T::load(row, at).map(Some) }
    }
    #[inline]
    fn is_absent<R: Row + ?Sized>(row: &R, at: usize) -> bool {
        T::is_absent(row, at)
    }
}

impl Load for () {
    const WIDTH: usize = 0;
    fn load<R: Row + ?Sized>(_: &R, _: usize) -> Result<Self> {
        Ok(())
    }
    fn is_absent<R: Row + ?Sized>(_: &R, _: usize) -> bool {
        false
    }
}

macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: Load),+> Load for ($($t,)+) {
            const WIDTH: usize = 0 $(+ $t::WIDTH)+;
            #[inline]
            #[allow(unused_assignments)]
            fn load<Source: Row + ?Sized>(row: &Source, mut at: usize) -> Result<Self> {
                Ok(($({
                    let value = $t::load(row, at)?;
                    at += $t::WIDTH;
                    value
                },)+))
            }
            #[allow(unused_assignments)]
            fn is_absent<Source: Row + ?Sized>(row: &Source, mut at: usize) -> bool {
                $({
                    if !$t::is_absent(row, at) { return false; }
                    at += $t::WIDTH;
                })+
                true
            }
        }
    )* };
}
crate::for_tuples!(tuples);
