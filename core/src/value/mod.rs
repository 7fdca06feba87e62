//! Rust types as SQL values.
//!
//! A type becomes a value by one impl of [`Scalar`]: the SQL type it is stored as, how it is handed to a [`Binder`], how
//! it is read from a [`Row`]. A conversion that would lose data is an error, never a truncation.

pub mod civil;
mod datum;
mod element;
mod encode;
mod field;
mod interval;
mod load;
mod null;
mod primitive;
mod range;
mod row;
mod scalar;
#[cfg(test)]
pub(crate) mod testing;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "serde_json")]
mod nested;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "serde_json")]
mod serde_json;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

/// Rows are nested with the feature `serde_json` only.
#[cfg(not(feature = "serde_json"))]
#[doc(hidden)]
#[macro_export]
macro_rules! nested_row {
    ($($row:tt)*) => {};
}

#[cfg(feature = "serde_json")]
pub use self::{nested::NestedRow, serde_json::Json};
pub use crate::sql::{Binder, Decimal, End, Ends, Interval, List, SqlType};
pub(crate) use datum::Capture;
pub use datum::{Datum, DatumRow, Many};
pub use element::{Element, InArray, array_of};
pub use encode::Encode;
pub use field::Field;
pub use load::Load;
pub use null::{AcceptsNull, AsItIs, FitsInto, GoesInto, NotNull, Null, Nullable, Passes};
pub use range::{InRange, Range};
pub use row::{Row, lossy, unexpected_null};
pub use scalar::Scalar;
