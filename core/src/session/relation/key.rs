//! What related rows are found by.

use crate::{Result, schema::Table, value::Datum};
use std::hash::Hash;

/// The value of one column, or the values of several.
pub trait FoundKey: Clone + Eq + Hash + 'static {
    #[doc(hidden)]
    fn of(values: impl Iterator<Item = Result<Datum>>) -> Result<Self>;
    #[doc(hidden)]
    fn values(&self) -> &[Datum];
    /// Whether there is no row: one NULL is enough.
    #[doc(hidden)]
    #[inline]
    fn is_null(&self) -> bool {
        self.values().iter().any(Datum::is_null)
    }
}
impl FoundKey for Datum {
    #[inline]
    fn of(mut values: impl Iterator<Item = Result<Datum>>) -> Result<Self> {
        values.next().unwrap_or(Ok(Datum::Null(crate::sql::SqlType::I64)))
    }
    #[inline]
    fn values(&self) -> &[Datum] {
        std::slice::from_ref(self)
    }
}
impl FoundKey for Vec<Datum> {
    fn of(values: impl Iterator<Item = Result<Datum>>) -> Result<Self> {
        values.collect()
    }
    fn values(&self) -> &[Datum] {
        self
    }
}

/// Columns of a table, by their positions.
#[derive(Debug, Clone, Copy)]
pub struct Positions([usize; 16], usize);

impl Positions {
    pub(super) const fn one(at: usize) -> Self {
        let mut positions = Self([0; 16], 1);
        positions.0[0] = at;
        positions
    }

    /// Those of columns of these names.
    pub(super) const fn of<T: Table>(names: &[&str]) -> Self {
        let mut positions = Self([0; 16], names.len());
        let mut i = 0;
        while i < names.len() {
            positions.0[i] = crate::session::handle::position_of(T::COLUMNS, names[i]);
            i += 1;
        }
        positions
    }

    pub(super) const fn list(&self) -> &[usize] {
        self.0.split_at(self.1).0
    }

    /// The names, for a message.
    pub(super) fn names<T: Table>(&self) -> String {
        self.list().iter().map(|&at| T::COLUMN_NAMES[at]).collect::<Vec<_>>().join(", ")
    }
}
