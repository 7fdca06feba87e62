//! What a row is given for a column, where that is not in the row itself.

use crate::{Error, value::Datum};

/// What is given for a column.
pub(super) enum Cell {
    /// A value.
    Value(Datum),
    /// A column of another row.
    Key(Target),
    /// Something that the database computes.
    Sql(Box<Piece>),
    /// What could not be taken; told by the flush.
    Refused(Box<Error>),
}

impl Cell {
    /// What is left where something was taken out.
    pub(super) const fn nothing() -> Self {
        Cell::Value(Datum::Null(crate::sql::SqlType::Bool))
    }
}

/// A column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) store: usize,
    pub(super) slot: u32,
    pub(super) column: usize,
}

/// A piece of SQL: its text between the placeholders, and their values.
pub(super) struct Piece {
    pub(super) text: String,
    /// Where in the text the placeholders are.
    pub(super) placeholders: Vec<usize>,
    pub(super) values: Vec<Datum>,
}

/// What is given for one row: columns by their positions, and a cell for each.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) columns: Vec<u16>,
    pub(super) cells: Vec<Cell>,
}

impl Cells {
    #[inline]
    pub(super) fn push(&mut self, column: u16, cell: Cell) {
        self.columns.push(column);
        self.cells.push(cell);
    }

    pub(super) fn clear(&mut self) {
        self.columns.clear();
        self.cells.clear();
    }

    /// Puts the columns in order. Of a column that is given twice, as two foreign keys may share one, the last counts.
    #[inline]
    pub(super) fn sort(&mut self) {
        if !self.columns.is_sorted_by(|a, b| a < b) {
            let mut pairs: Vec<(u16, Cell)> = self.drain().collect();
            pairs.reverse();
            pairs.sort_by_key(|(column, _)| *column);
            pairs.dedup_by_key(|(column, _)| *column);
            pairs.into_iter().for_each(|(column, cell)| self.push(column, cell));
        }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Forgets what is given for a column.
    #[cold]
    pub(super) fn remove(&mut self, column: usize) {
        while let Some(at) = self.columns.iter().position(|&other| usize::from(other) == column) {
            self.columns.remove(at);
            self.cells.remove(at);
        }
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = (u16, Cell)> {
        self.columns.drain(..).zip(self.cells.drain(..))
    }
}
