//! What can live in a session.

use crate::{
    Result,
    schema::{BaseTable, KeyValue, PrimaryKey, Record, Table, meta::ColumnMeta},
    sql::{DialectKind, SqlType},
    value::{Capture, Datum, Whole},
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

/// The positions of the columns of the primary key.
pub(super) fn key_positions<T: Entity>() -> &'static [usize] {
    const { &KeyPositions::of(<T::Table as Table>::COLUMNS) }.as_slice()
}

/// The integer that is the primary key of a row, if it is one.
#[inline]
pub(super) fn whole_key<T: Entity>(row: &T, dialect: DialectKind) -> Result<Option<i64>> {
    let Some(at) = (const { KeyPositions::of(<T::Table as Table>::COLUMNS).whole(<T::Table as Table>::COLUMNS) }) else {
        return Ok(None);
    };
    let mut key = Capture { dialect, taken: Whole(None) };
    row.bind_column(at, &mut key)?;
    Ok(key.taken.0)
}

/// Positions of columns; a key has up to six.
struct KeyPositions([usize; 6], usize);
impl KeyPositions {
    const fn of(columns: &[ColumnMeta]) -> Self {
        let (mut found, mut at) = (Self([0; 6], 0), 0);
        while at < columns.len() {
            if columns[at].primary_key {
                found.0[found.1] = at;
                found.1 += 1;
            }
            at += 1;
        }
        found
    }

    /// The position of the only one, if that is an integer.
    const fn whole(self, columns: &[ColumnMeta]) -> Option<usize> {
        match (self.1, columns[self.0[0]].ty) {
            (1, SqlType::I16 | SqlType::I32 | SqlType::I64) => Some(self.0[0]),
            _ => None,
        }
    }

    const fn as_slice(&self) -> &[usize] {
        self.0.split_at(self.1).0
    }
}
