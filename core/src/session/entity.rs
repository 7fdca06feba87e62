//! What can live in a session.

use crate::{
    Result,
    schema::{BaseTable, KeyValue, PrimaryKey, Record},
    sql::DialectKind,
    value::{Capture, Datum},
};

/// A row that can live in a session: its table has a primary key, and its struct is `Clone`.
///
/// It is there for every row struct of `table!` that derives `Clone`: what a row was like before it was written to is
/// kept in a copy.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot live in a session",
    label = "not a row of a table with a primary key",
    note = "a session takes row structs of `table!` that derive `Clone`; to get other rows, use `.all(&mut session)`"
)]
pub trait Entity: Record + Clone + Send + 'static {
    /// Its primary key: the value of the one column, or a tuple.
    type Key;

    #[doc(hidden)]
    fn key_values(key: &Self::Key, dialect: DialectKind) -> Result<Vec<Datum>>;
}

#[diagnostic::do_not_recommend]
impl<T> Entity for T
where
    T: Record + Clone + Send,
    <T::Table as BaseTable>::KeyColumns: PrimaryKey<T::Table>,
{
    type Key = <<T::Table as BaseTable>::KeyColumns as PrimaryKey<T::Table>>::Key;

    fn key_values(key: &Self::Key, dialect: DialectKind) -> Result<Vec<Datum>> {
        let mut values = Capture { dialect, taken: Vec::new() };
        key.bind(&mut values)?;
        Ok(values.taken)
    }
}

/// A value for the primary key of the rows `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a primary key of `{T}`",
    label = "the key of a `{T}` is needed",
    note = "a key is the value of the column that is marked `#[primary_key]`; of several, a tuple in the order of declaration"
)]
pub trait KeyIn<T: Entity> {
    #[doc(hidden)]
    fn into_key(self) -> T::Key;
}
#[diagnostic::do_not_recommend]
impl<T: Entity, K: Into<T::Key>> KeyIn<T> for K {
    #[inline]
    fn into_key(self) -> T::Key {
        self.into()
    }
}
