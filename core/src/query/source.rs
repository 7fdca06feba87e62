//! What can stand in FROM: a table, a derived table, a shape that is filled around the query.

use super::FromTable;
use crate::{
    expr::scope::Empty,
    schema::{AliasOf, Readable, Table},
    value::NotNull,
};
use std::marker::PhantomData;

/// What can stand in FROM or in a join: `users::table`, an alias, [`derived`](super::derived), [`rows`](super::rows), what
/// [`with`](super::with) hands to its query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to select from",
    label = "a table is needed, as `users::table`, or `derived(shape, query)`"
)]
pub trait Source {
    /// Its columns.
    type Table: Table;
    /// Where its rows come from: [`Itself`] or [`Given`].
    type Origin;
    /// Its text in FROM.
    type Sql;
    /// Makes it.
    fn into_source(self) -> Self::Sql;
}
/// Rows of a table, an alias or a view, which must have some.
pub struct Itself<T>(PhantomData<T>);
/// Rows that a query gives.
pub struct Given;
/// An origin that has rows: a shape has none by itself.
pub trait HasRows {}
impl HasRows for Given {}
impl<T: Readable> HasRows for Itself<T> {}

#[diagnostic::do_not_recommend]
impl<T: Table> Source for T {
    type Table = T;
    type Origin = Itself<T>;
    type Sql = FromTable<T>;
    #[inline]
    fn into_source(self) -> FromTable<T> {
        FromTable::new()
    }
}

/// A shape that a query around this one fills: [`with`](super::with) hands it out.
pub struct Filled<T>(PhantomData<fn() -> T>);
impl<T> Filled<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }

    /// The same rows under a second name, declared with `alias!(revenue as other)`, to join a shape with itself.
    #[inline]
    pub fn alias<A: AliasOf<T>>(self, alias: A) -> Filled<A> {
        let _ = alias;
        Filled::new()
    }
}
impl<T> Clone for Filled<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Filled<T> {}
#[diagnostic::do_not_recommend]
impl<T: Table> Source for Filled<T> {
    type Table = T;
    type Origin = Given;
    type Sql = FromTable<T>;
    #[inline]
    fn into_source(self) -> FromTable<T> {
        FromTable::new()
    }
}

/// A query that takes no table from queries around it.
#[diagnostic::on_unimplemented(
    message = "this query correlates with a table around it, which a table in FROM cannot do",
    label = "the query says `.correlate(..)`",
    note = "`.join_lateral(..)` joins a query that looks at the tables so far"
)]
pub trait Alone {}
#[diagnostic::do_not_recommend]
impl Alone for Empty {}

/// A table that no outer join leaves out.
#[diagnostic::on_unimplemented(
    message = "an outer join may leave out `{T}`, which must always be there",
    label = "`{T}` may be missing",
    note = "join it with `.join(..)`, or begin with it"
)]
pub trait AlwaysThere<T> {}
#[diagnostic::do_not_recommend]
impl<T> AlwaysThere<T> for NotNull {}
