//! `Vec`s as SQL values.

use super::{Binder, Datum, Encode, Interval, Null, Nullable, Row, Scalar, SqlType};
use crate::{Result, sql::DialectKind};

/// What a `Vec` can hold that is one SQL value: a byte, of bytes; a value, of an array; a row, of rows that
/// [`nested`](crate::query) reads.
#[diagnostic::on_unimplemented(
    message = "a `Vec<{Self}>` is not a SQL value",
    label = "no column can have this type",
    note = "`Vec<u8>` is bytes, a `Vec` of other values an array of PostgreSQL; a document of your own type is `Json<Vec<{Self}>>`, with the feature serde_json",
    note = "a struct of the rows of `nested(..)` is declared by `row!` or `table!`"
)]
pub trait Element: Sized + 'static {
    /// What the `Vec` is stored as.
    const TYPE: SqlType;
    /// Whether a column can be a `Vec` of them.
    const IS_STORED: bool = true;
    /// Hands the `Vec` over by exactly one call.
    ///
    /// # Errors
    /// As [`Encode::encode`].
    #[allow(clippy::ptr_arg, reason = "a list of values is seen through a dynamic type, and a slice has none")]
    fn encode_all<'v, B: Binder<'v> + ?Sized>(all: &'v Vec<Self>, binder: &mut B) -> Result<()>;
    /// The `Vec` by itself.
    ///
    /// # Errors
    /// As [`Encode::encode`].
    #[doc(hidden)]
    fn into_datum(all: Vec<Self>, dialect: DialectKind) -> Result<Datum> {
        Datum::of(&all, dialect)
    }
    /// Reads the `Vec` from a column that is not NULL.
    ///
    /// # Errors
    /// As [`Scalar::decode`].
    fn decode_all<R: Row + ?Sized>(row: &R, at: usize) -> Result<Vec<Self>>;
}

/// What an array of PostgreSQL can hold: a value, or an `Option` of one where elements may be NULL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of an array",
    label = "no array holds this",
    note = "arrays hold numbers, text, dates and the like, and newtypes and enums of them; bytes are `Vec<u8>`"
)]
pub trait InArray: Element + Encode {
    /// The value.
    type Item: Scalar;
    /// Whether it can be NULL.
    type Null: Null;
    /// Reads it from an element of an array.
    ///
    /// # Errors
    /// As [`Scalar::decode`].
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self>;
}

impl Element for u8 {
    const TYPE: SqlType = SqlType::Bytes;
    #[inline]
    fn encode_all<'v, B: Binder<'v> + ?Sized>(all: &'v Vec<u8>, binder: &mut B) -> Result<()> {
        binder.bytes(all)
    }
    #[inline]
    fn into_datum(all: Vec<u8>, _: DialectKind) -> Result<Datum> {
        Ok(Datum::Bytes(all))
    }
    #[inline]
    fn decode_all<R: Row + ?Sized>(row: &R, at: usize) -> Result<Vec<u8>> {
        row.bytes_owned(at)
    }
}

/// Lets types of values stand in arrays: `in_arrays!(i32, String)`; `[T: Bound,] Type<T>` has parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! in_arrays {
    (@array [$($g:tt)*] $ty:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::value::Element for $ty {
            const TYPE: $crate::value::SqlType =
                $crate::value::SqlType::Array(const { &<<$ty as $crate::value::InArray>::Item as $crate::value::Scalar>::TYPE });
            fn encode_all<'v, B: $crate::value::Binder<'v> + ?Sized>(all: &'v Vec<Self>, binder: &mut B) -> $crate::Result<()> {
                binder.list(<<$ty as $crate::value::InArray>::Item as $crate::value::Scalar>::TYPE, all)
            }
            fn decode_all<R: $crate::value::Row + ?Sized>(row: &R, at: usize) -> $crate::Result<Vec<Self>> {
                $crate::value::array_of(row, at)
            }
        }
    };
    (@one [$($g:tt)*] $ty:ty) => {
        $crate::in_arrays!(@array [$($g)*] $ty);
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::value::InArray for $ty {
            type Item = $ty;
            type Null = $crate::value::NotNull;
            #[inline]
            fn decode<R: $crate::value::Row + ?Sized>(row: &R, at: usize) -> $crate::Result<Self> {
                $crate::value::Scalar::decode(row, at)
            }
        }
    };
    ($($ty:ty),+ $(,)?) => { $( $crate::in_arrays!(@one [] $ty); )+ };
}
in_arrays!(bool, i8, i16, i32, i64, u16, u32, u64, f32, f64, String, Vec<u8>, Interval);
#[cfg(feature = "uuid")]
in_arrays!(uuid::Uuid);
#[cfg(feature = "chrono")]
in_arrays!(chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::DateTime<chrono::Utc>);
#[cfg(feature = "jiff")]
in_arrays!(jiff::civil::Date, jiff::civil::Time, jiff::civil::DateTime, jiff::Timestamp);
#[cfg(feature = "time")]
in_arrays!(time::Date, time::Time, time::PrimitiveDateTime, time::OffsetDateTime);
#[cfg(feature = "rust_decimal")]
in_arrays!(rust_decimal::Decimal);
#[cfg(feature = "serde_json")]
in_arrays!(serde_json::Value);

in_arrays!(@array [T: InArray<Item = T> + Scalar,] Option<T>);
#[diagnostic::do_not_recommend]
impl<T: InArray<Item = T> + Scalar> InArray for Option<T> {
    type Item = T;
    type Null = Nullable;
    #[inline]
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        if row.is_null(at) { Ok(None) } else { Scalar::decode(row, at).map(Some) }
    }
}

/// An array as it is read.
#[doc(hidden)]
pub fn array_of<T: InArray, R: Row + ?Sized>(row: &R, at: usize) -> Result<Vec<T>> {
    let mut all = Vec::new();
    row.list(at, &mut |row, at| {
        all.push(T::decode(row, at)?);
        Ok(())
    })?;
    Ok(all)
}

#[diagnostic::do_not_recommend]
impl<T: Element> Encode for Vec<T> {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        T::encode_all(self, binder)
    }
    #[inline]
    fn into_datum(self, dialect: DialectKind) -> Result<Datum> {
        T::into_datum(self, dialect)
    }
}
#[diagnostic::do_not_recommend]
impl<T: Element> Scalar for Vec<T> {
    const TYPE: SqlType = T::TYPE;
    const IS_STORED: bool = T::IS_STORED;
    #[inline]
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        T::decode_all(row, at)
    }
}

#[cfg(test)]
mod tests {
    use crate::value::testing::{Stored, round_trips, stored, unreadable};

    #[test]
    fn arrays_come_back() {
        round_trips([vec![1i32, -1], vec![]]);
        round_trips([vec!["a".to_owned(), String::new()]]);
        round_trips([vec![Some(1.5f64), None]]);
        round_trips([vec![vec![0u8, 255]]]);
    }

    #[test]
    fn an_element_that_is_null_needs_an_option() {
        unreadable::<Vec<i64>>(stored(&vec![Some(1i64), None]));
        assert!(unreadable::<Vec<i64>>(Stored::I64(1)).contains("array"));
    }
}
