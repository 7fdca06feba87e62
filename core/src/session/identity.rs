//! The primary key of a row: which columns it is, and the integer that it mostly is.

use super::{Entity, field};
use crate::{
    Error, ErrorKind, Result,
    schema::{Table, meta::ColumnMeta},
    sql::{DialectKind, SqlType},
    value::Datum,
};

/// The positions of the columns of the primary key.
pub(super) fn key_positions<T: Entity>() -> &'static [usize] {
    const { &KeyPositions::of(<T::Table as Table>::COLUMNS) }.as_slice()
}

/// The integer that is the primary key of a row, if it is one.
#[inline]
pub(super) fn whole_key<T: Entity>(row: &T, dialect: DialectKind) -> Result<Option<i64>> {
    let Some(at) = (const { KeyPositions::of(<T::Table as Table>::COLUMNS).whole(<T::Table as Table>::COLUMNS) })
    else {
        return Ok(None);
    };
    field::whole(row, at, dialect)
}

/// Gives a row the key that the database made for it.
#[inline]
pub(super) fn put_key<T: Entity>(row: &mut T, key: i64) -> Result<()> {
    let Some((at, ty)) = (const { auto(<T::Table as Table>::COLUMNS) }) else { return Ok(()) };
    let fits = Datum::integer(ty, key).ok_or_else(|| {
        let (table, column) = (<T::Table as Table>::NAME, <T::Table as Table>::COLUMN_NAMES[at]);
        Error::new(
            ErrorKind::Decode,
            format!("the key that the database made for a row of `{table}` does not fit column `{column}`"),
        )
    });
    field::put_known(row, at, fits?)
}

/// The column of the key that the database makes.
const fn auto(columns: &[ColumnMeta]) -> Option<(usize, SqlType)> {
    let mut at = 0;
    while at < columns.len() {
        if columns[at].auto {
            return Some((at, columns[at].ty));
        }
        at += 1;
    }
    None
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
