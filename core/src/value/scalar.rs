//! What makes a Rust type a SQL value.

use super::{Binder, Datum, Encode, Row, SqlType};
use crate::{Result, sql::DialectKind};

/// A Rust type that stands for a SQL value.
///
/// ```
/// use aludel_core::{Result, value::{Binder, Encode, Row, Scalar, SqlType}};
///
/// /// An amount of money, stored as whole cents.
/// struct Cents(i64);
///
/// impl Encode for Cents {
///     fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
///         binder.i64(self.0)
///     }
/// }
/// impl Scalar for Cents {
///     const TYPE: SqlType = SqlType::I64;
///     fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
///         row.i64(at).map(Cents)
///     }
/// }
/// ```
///
/// In a program `newtype!` writes this and the rest (comparison with a literal, use in a row) in one line.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SQL value",
    label = "no column can have this type",
    note = "built in: integers, floats, bool, String, Vec<u8>; by feature: uuid, chrono, time, jiff, serde_json, rust_decimal",
    note = "wrap your own type with `newtype!` or `sql_enum!`, or implement `Scalar` for it"
)]
pub trait Scalar: Encode + Sized + 'static {
    /// What it is stored as.
    const TYPE: SqlType;
    /// The values there are, if it is an enum.
    const VARIANTS: &'static [&'static str] = &[];
    /// Whether a column of a table can have this type.
    const IS_STORED: bool = true;

    /// Reads it from a column that is not NULL.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the database holds something else.
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self>;
}

impl<T: Scalar> Encode for Option<T> {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        match self {
            Some(v) => v.encode(binder),
            None => binder.null(T::TYPE),
        }
    }

    fn into_datum(self, dialect: DialectKind) -> Result<Datum> {
        match self {
            Some(v) => v.into_datum(dialect),
            None => Ok(Datum::Null(T::TYPE)),
        }
    }
}
