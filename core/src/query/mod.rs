//! Statements: SELECT and its clauses, INSERT, UPDATE, DELETE, and SQL as written.

mod assign;
mod clause;
mod delete;
mod insert;
mod narrow;
mod projection;
mod raw;
mod returning;
mod row;
mod select;
mod update;
mod upsert;

pub use assign::{Assignments, Draft, Provides, ProvidesAll, ProvidesChunk, Set, SetColumn};
pub use clause::*;
pub use delete::{Delete, delete};
pub(crate) use insert::NoScope;
pub use insert::*;
pub use narrow::Narrow;
pub use projection::*;
pub use raw::{RawQuery, sql};
pub use returning::{Returning, Writes};
pub use row::{FieldsFit, ReadAs, RowOf};
pub use select::{ByKey, GroupTerms, Groupable, OrderTerms, Select, SelectSql, Sortable, cube, from, grouping, rollup};
pub use update::{Unfiltered, Update, UpdateSet, update};
pub use upsert::*;

/// A statement that gives rows.
///
/// A function returns a query as `impl Query<Row = (String, i64)> + Sql<SQLite>`.
#[diagnostic::on_unimplemented(
    message = "this is not a query that can be run",
    label = "not a query",
    note = "a query that correlates with a table around it can only stand inside that query"
)]
pub trait Query {
    /// One row.
    type Row;
    /// What reads a row; most rows read themselves.
    fn load<R: crate::value::Row + ?Sized>(&self, row: &R) -> crate::Result<Self::Row>;
}

/// A statement that gives no rows: INSERT, UPDATE, DELETE.
#[diagnostic::on_unimplemented(
    message = "this UPDATE or DELETE does not say which rows: add `.filter(..)`, or `.all_rows()`",
    label = "of which rows?",
    note = "`.all_rows()` is for the rare statement that means every row of the table"
)]
pub trait Statement {}
