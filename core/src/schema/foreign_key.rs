//! Foreign keys of several columns that have a name.

use super::BaseTable;
use crate::value::Null;

/// A foreign key of several columns, as a value of size zero: `#[foreign_key(line: (a, b), references(..))]` makes
/// `parts::line`.
pub trait ForeignKey: Copy + 'static {
    /// The table that refers.
    type Table: BaseTable;
    /// The table that is referred to.
    type Target: BaseTable;
    /// Whether there may be no row: whether one of the columns can be NULL.
    type Null: Null;
    /// Its name.
    const NAME: &'static str;
    /// Its columns, by their names in the database.
    const COLUMNS: &'static [&'static str];
    /// The columns that they refer to.
    const REFERENCED: &'static [&'static str];
}

/// A foreign key that has the column `C`.
pub trait HasColumn<C> {}
