//! What rows are read into.

use super::{Row, Scalar};
use crate::Result;

/// What a row, or a part of one, is read into.
#[diagnostic::on_unimplemented(message = "a row cannot be read into `{Self}`", label = "not a row type")]
pub trait Load: Sized {
    /// How many columns it takes.
    const WIDTH: usize;
    /// Reads it from the columns that start at `at`.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the database holds something else than declared; the message names the column.
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
