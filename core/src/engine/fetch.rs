//! Running statements that give rows.

use super::{Iter, Runs};
use crate::{
    Error, ErrorKind, Result,
    expr::Told,
    query::{Narrow, Query},
    value::Row,
};

/// Running queries: the name of the method says how many rows are wanted.
pub trait Fetch: Query + Sized {
    /// All rows.
    ///
    /// # Errors
    /// `Decode` if the database holds something else than declared, `Statement`, `ConnectionLost`, ..
    #[inline]
    fn all<E: Runs<Self, Checked: Told>>(&self, on: &mut E) -> Result<Vec<Self::Row>> {
        let mut rows = Vec::new();
        let read = on.rows_of(self, |row| match self.load(row) {
            Ok(row) => {
                rows.push(row);
                Ok(true)
            }
            Err(error) => Err(error),
        });
        match read {
            Ok(()) => Ok(rows),
            Err(error) => Err(error),
        }
    }

    /// Exactly one row.
    ///
    /// # Errors
    /// `NotFound` if there is none, `TooManyRows` if there are more; and those of [`all`](Self::all).
    #[inline]
    fn one<E: Runs<Self, Checked: Told>>(&self, on: &mut E) -> Result<Self::Row> {
        match self.optional(on)? {
            Some(row) => Ok(row),
            None => Err(on.with_sql_of(self, not_found())),
        }
    }

    /// One row or none.
    ///
    /// # Errors
    /// `TooManyRows` if there are more; and those of [`all`](Self::all).
    #[inline]
    fn optional<E: Runs<Self, Checked: Told>>(&self, on: &mut E) -> Result<Option<Self::Row>> {
        let mut found = None;
        on.rows_of(self, |row| {
            if found.is_some() {
                return Err(too_many());
            }
            found = Some(self.load(row)?);
            Ok(!const { E::ONE_ROW_AT_MOST })
        })?;
        Ok(found)
    }

    /// The rows one after the other, read as they come: `for row in query.iter(&mut connection)? { .. }`.
    ///
    /// The connection is in use until the iterator is dropped.
    ///
    /// # Errors
    /// Those of [`all`](Self::all), also for each row.
    fn iter<'c, E: Runs<Self, Checked: Told>>(&'c self, on: &'c mut E) -> Result<Iter<'c, E::Backend, Self>> {
        on.iter_of(self)
    }
}
impl<Q: Query> Fetch for Q {}

/// Running a SELECT for less than its rows.
pub trait FetchSelect: Narrow {
    /// The first row, if there is one. Unless the query has a limit, it is run with `LIMIT 1`.
    ///
    /// # Errors
    /// Those of [`Fetch::all`].
    #[inline]
    fn first<E: for<'q> Runs<Self::First<'q>>>(&self, on: &mut E) -> Result<Option<Self::Row>> {
        let mut found = None;
        on.rows_of(&self.narrow_first(), |row| {
            found = Some(self.load(row)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// Those of [`Fetch::all`].
    fn count<E: for<'q> Runs<Self::Count<'q>>>(&self, on: &mut E) -> Result<u64> {
        let mut count = 0;
        on.rows_of(&self.narrow_count(), |row| {
            count = row.i64(0)?;
            Ok(true)
        })?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is a row.
    ///
    /// # Errors
    /// Those of [`Fetch::all`].
    fn exists<E: for<'q> Runs<Self::Exists<'q>>>(&self, on: &mut E) -> Result<bool> {
        let mut exists = false;
        on.rows_of(&self.narrow_exists(), |row| {
            exists = row.bool(0)?;
            Ok(true)
        })?;
        Ok(exists)
    }
}
impl<Q: Narrow> FetchSelect for Q {}

#[cold]
fn not_found() -> Error {
    Error::new(ErrorKind::NotFound, "the query has no row, one was expected; `.optional()` gives an `Option`")
}

#[cold]
fn too_many() -> Error {
    Error::new(
        ErrorKind::TooManyRows,
        "the query has more than one row; `.first()` takes the first of them, `.all()` all",
    )
}
