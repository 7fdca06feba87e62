//! What is given for a column of a row that is kept before it is written.

use crate::{Result, value::Datum};
use std::any::TypeId;

/// What an expression is, seen from a row that is kept before it is written.
#[doc(hidden)]
pub enum Given<E> {
    /// A value.
    Value(Result<Datum>),
    /// The key of another row, which may not have one yet.
    Key(RowRef),
    /// Something that the database computes.
    Sql(E),
    /// The default of the column, and how it is said.
    Default(E),
}

/// A column of a row of a session.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowRef {
    /// The session.
    pub session: u32,
    /// The row struct.
    pub table: TypeId,
    /// The row.
    pub slot: u32,
    /// The position of the column.
    pub column: usize,
}
