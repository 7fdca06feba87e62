//! The fields of a row, by the positions of their columns.

use super::Entity;
use crate::{
    Result,
    sql::{Binder, Decimal, DialectKind, Ends, Interval, List, SqlType},
    value::{Datum, DatumRow, Encode},
};
use std::borrow::Cow;

/// The value of a column of a row.
#[inline]
pub(super) fn column_of<R: Entity>(row: &R, at: usize, dialect: DialectKind) -> Result<Datum> {
    Datum::of(&ColumnOf(row, at), dialect)
}
struct ColumnOf<'r, R>(&'r R, usize);
impl<R: Entity> Encode for ColumnOf<'_, R> {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind_column(self.1, binder)
    }
}

/// Gives a column of a row a value. If that does not fit, the row stays as it is.
#[inline(never)]
pub(super) fn put<R: Entity>(row: &mut R, at: usize, value: Datum) -> Result<()> {
    put_known(row, at, value)
}

/// [`put`], where the compiler knows which column it is, and what kind of value.
#[inline(always)] // so that nothing is left of the value between
pub(super) fn put_known<R: Entity>(row: &mut R, at: usize, mut value: Datum) -> Result<()> {
    let result = row.put_column(at, &DatumRow::one(&mut value, at));
    value.done_with();
    result
}

/// The integer that a column of a row is, if it is one.
#[inline]
pub(super) fn whole<R: Entity>(row: &R, at: usize, dialect: DialectKind) -> Result<Option<i64>> {
    let mut look = Look { dialect, whole: None };
    row.bind_column(at, &mut look)?;
    Ok(look.whole)
}

/// Checks that a column of a row can be stored.
pub(super) fn check<R: Entity>(row: &R, at: usize, dialect: DialectKind) -> Result<()> {
    row.bind_column(at, &mut Look { dialect, whole: None })
}

/// Looks at a value, and keeps it if it is an integer.
struct Look {
    dialect: DialectKind,
    whole: Option<i64>,
}
/// One line per method: the integer.
macro_rules! look {
    ($($name:ident($v:ident: $ty:ty) => $whole:expr;)*) => { $(
        #[inline]
        fn $name(&mut self, $v: $ty) -> Result<()> {
            self.whole = $whole;
            Ok(())
        }
    )* };
}
impl<'v> Binder<'v> for Look {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }
    look! {
        null(_v: SqlType) => None;
        bool(_v: bool) => None;
        i16(v: i16) => Some(v.into());
        i32(v: i32) => Some(v.into());
        i64(v: i64) => Some(v);
        f32(_v: f32) => None;
        f64(_v: f64) => None;
        text(_v: Cow<'v, str>) => None;
        bytes(_v: &'v [u8]) => None;
        uuid(_v: [u8; 16]) => None;
        date(_v: i32) => None;
        time(_v: i64) => None;
        timestamp(_v: i64) => None;
        timestamptz(_v: i64) => None;
        decimal(_v: Decimal) => None;
        json(_v: Cow<'v, str>) => None;
        interval(_v: Interval) => None;
    }
    fn list(&mut self, _: SqlType, values: &'v dyn List) -> Result<()> {
        (0..values.len()).try_for_each(|i| values.encode(i, self))?;
        self.whole = None;
        Ok(())
    }
    fn range(&mut self, ty: SqlType, _: Ends, values: &'v dyn List) -> Result<()> {
        self.list(ty, values)
    }
}
