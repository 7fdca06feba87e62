//! Shapes: named columns for what is no table of the database.

use super::{Alias, DeclaredTable, Table};

/// A shape that was declared with `shape!`: the columns of a CTE, a derived table, a list of values, or a view.
///
/// A shape is a [`Table`] by its columns, but has no rows of its own, unless it is a view: a query fills it, with
/// [`with`](crate::query::with) or [`derived`](crate::query::derived).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a shape that was declared with `shape!`",
    label = "a shape is needed",
    note = "declare one: `shape! {{ pub revenue {{ supplier_id: i64, total: f64 }} }}`, and write `revenue::table`"
)]
pub trait Shape: Table {
    /// Its columns, as a tuple.
    type Columns;
}

/// A table that can stand in FROM as it is: one that was declared with `table!`, an alias of one, a view.
#[diagnostic::on_unimplemented(
    message = "the shape `{Self}` has no rows of its own",
    label = "fill it: `derived({Self}, query)`, or `with({Self}, query).query(|it| from(it))`; a view is `#[view]`"
)]
pub trait Readable: Table {}
#[diagnostic::do_not_recommend]
impl<T: DeclaredTable> Readable for T {}

/// An alias of the table or shape `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an alias of `{T}`",
    label = "declare it with `alias!({T} as ..)`"
)]
pub trait AliasOf<T>: Alias {}
#[diagnostic::do_not_recommend]
impl<A: Alias> AliasOf<A::Of> for A {}

/// A table whose rows can be locked: one that was declared with `table!`, or an alias of one.
#[diagnostic::on_unimplemented(
    message = "the rows of `{Self}` cannot be locked",
    label = "`{Self}` is no table of the database",
    note = "only rows of tables can be locked: say which, `.for_update_of(users::table)`"
)]
pub trait Lockable: Readable {}
#[diagnostic::do_not_recommend]
impl<T: DeclaredTable> Lockable for T {}
