//! What can be run: statements that give rows, and statements that do not.

/// A statement that gives rows.
///
/// A function returns a query as `impl Query<Row = (String, i64)> + Sql<SQLite>`.
#[diagnostic::on_unimplemented(
    message = "this is not a query that can be run",
    label = "not a query",
    note = "a grouped query says what it selects: `.group_by(..).select(..)`",
    note = "a query that correlates with a table around it can only stand inside that query"
)]
#[rust_analyzer::completions(ignore_methods)]
pub trait Query {
    /// One row.
    type Row;
    /// What reads a row; most rows read themselves. `#[inline(always)]` where it only hands on, as [`Sql::bind`](crate::sql::Sql::bind) is.
    fn load<R: crate::value::Row + ?Sized>(&self, row: &R) -> crate::Result<Self::Row>;
    /// The table of which it certainly gives every row.
    #[doc(hidden)]
    const WHOLE: Option<crate::sql::Tok> = None;
    /// Whether it may change something, as what ends with RETURNING does.
    #[doc(hidden)]
    #[inline]
    fn may_write(&self) -> bool {
        false
    }
}

/// A statement that gives no rows: INSERT, UPDATE, DELETE.
pub trait Statement {}

/// An UPDATE or DELETE of table `T` says which rows it means.
#[diagnostic::on_unimplemented(
    message = "this does not say which rows of `{T}`: add `.filter(..)`, or `.all_rows()`",
    label = "of which rows?",
    note = "`.all_rows()` is for the rare UPDATE or DELETE that means every row of the table"
)]
pub trait SaysWhich<T> {}
#[diagnostic::do_not_recommend]
impl<T> SaysWhich<T> for super::Absent {}
#[diagnostic::do_not_recommend]
impl<T, C> SaysWhich<T> for super::Where<C> {}

/// A statement that writes.
pub trait Writes {}
