//! Rust types as SQL values.
//!
//! A type becomes a value by one impl of [`Scalar`]: the SQL type it is stored as, how it is handed to a [`Binder`], how
//! it is read from a [`Row`]. A conversion that would lose data is an error, never a truncation.

mod bind;
pub mod civil;
mod list;
mod literal;
mod null;
mod primitive;
mod row;
#[cfg(test)]
mod testing;
mod types;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "serde_json")]
mod serde_json;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "serde_json")]
pub use self::serde_json::Json;
pub use bind::{Binder, Encode};
pub use list::List;
pub use literal::{Assign, AssignTo, FromText, Literal, NeverNull, Operand, SameAs, Value, ValueFor};
pub use null::{AcceptsNull, Field, FitsInto, GoesInto, NotNull, Null, Nullable};
pub use row::{Load, Row, lossy, unexpected_null};
pub use types::{Decimal, SqlType};

use crate::Result;

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

    /// Reads it from a column that is not NULL.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the database holds something else.
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self>;
}
