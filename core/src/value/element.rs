//! `Vec`s as SQL values.

use super::{Binder, Datum, Encode, Row, Scalar, SqlType};
use crate::{Result, sql::DialectKind};

/// What a `Vec` can hold that is one SQL value: a byte, of bytes; a row, of rows that [`nested`](crate::query) reads.
#[diagnostic::on_unimplemented(
    message = "a `Vec<{Self}>` is not a SQL value",
    label = "no column can have this type",
    note = "`Vec<u8>` is bytes; a document of your own type is `Json<Vec<{Self}>>`, with the feature serde_json",
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
    fn encode_all<'v, B: Binder<'v> + ?Sized>(all: &'v [Self], binder: &mut B) -> Result<()>;
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

impl Element for u8 {
    const TYPE: SqlType = SqlType::Bytes;
    #[inline]
    fn encode_all<'v, B: Binder<'v> + ?Sized>(all: &'v [u8], binder: &mut B) -> Result<()> {
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
