//! Queries inside expressions.

use super::{
    Expr,
    scope::{Both, Correlated, Maybe, Nothing, Sure, Uses},
};
use crate::{
    Result, node,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Scalar},
};
use std::marker::PhantomData;

/// A query that can stand inside another one.
pub trait Subquery {
    /// The tables that it takes from the queries around it, by `.correlate(..)`.
    type Outer;
}

/// A query of one column of value type `T`.
pub trait ScalarQuery<T>: Subquery {}
impl<Q: OneColumn<Base: ColumnOf<T>>, T> ScalarQuery<T> for Q {}

/// The one column of a subquery has the type `T`.
#[diagnostic::on_unimplemented(
    message = "the subquery's column is a `{Self}`, but it is compared with a `{T}`",
    label = "a query of a `{T}` column is needed",
    note = "select an expression of that type: `.select(..)`"
)]
pub trait ColumnOf<T> {}
#[diagnostic::do_not_recommend]
impl<T> ColumnOf<T> for T {}

/// A query of one column, whatever its type.
#[diagnostic::on_unimplemented(
    message = "this subquery does not have exactly one column",
    label = "a query of one column is needed",
    note = "select one expression: `.select(posts::author_id)`"
)]
pub trait OneColumn: Subquery {
    /// The value type of the column.
    type Base: Scalar;
}

node!(/** `EXISTS (query)` */ ExistsSql<Q> = "EXISTS (" Q ")");
node!(/** `NOT EXISTS (query)` */ NotExistsSql<Q> @ NOT = "NOT EXISTS (" Q ")");
node!(/** `(query)` */ ScalarSql<Q> = "(" Q ")");
node!(/** `operand IN (query)` */ InSql<E, Q> @ COMPARISON = [E] " IN (" Q ")");
node!(/** `operand NOT IN (query)` */ NotInSql<E, Q> @ COMPARISON = [E] " NOT IN (" Q ")");

/// An expression made of a node `N`, of type `T`, that uses the columns `U`.
#[derive(Debug, Clone, Copy)]
pub struct Typed<N, T, U>(N, PhantomData<fn() -> (T, U)>);
impl<N, T: Scalar, U: Uses> Expr for Typed<N, T, U> {
    type Base = T;
    type Uses = U;
}
impl<D: Dialect, N: Sql<D>, T, U> Sql<D> for Typed<N, T, U> {
    const TOK: Tok = N::TOK;
    const LOOSE: u8 = N::LOOSE;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
fn typed<N, T, U>(node: N) -> Typed<N, T, U> {
    Typed(node, PhantomData)
}

/// Whether the query has a row: `EXISTS (query)`.
#[inline]
pub fn exists<Q: Subquery>(query: Q) -> Typed<ExistsSql<Q>, bool, Correlated<Q::Outer>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(ExistsSql { Q: query })
}

/// Whether the query has no row: `NOT EXISTS (query)`.
#[inline]
pub fn not_exists<Q: Subquery>(query: Q) -> Typed<NotExistsSql<Q>, bool, Correlated<Q::Outer>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(NotExistsSql { Q: query })
}

/// The one value of a query of one column; NULL if the query has no row.
#[inline]
pub fn scalar<Q: OneColumn<Base = T>, T>(query: Q) -> Typed<ScalarSql<Q>, T, Maybe<Correlated<Q::Outer>>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(ScalarSql { Q: query })
}

/// What an IN with a subquery uses: NULL if the operand is, or if the query may hold one.
type InUses<E, Q> = Both<<E as Expr>::Uses, Maybe<Both<Nothing, Sure<Correlated<<Q as Subquery>::Outer>>>>>;

/// Membership in the result of a query.
pub trait InQuery: Expr {
    /// `self IN (query)`
    #[inline]
    fn in_query<Q: ScalarQuery<Self::Base>>(self, query: Q) -> Typed<InSql<Self, Q>, bool, InUses<Self, Q>>
    where
        Correlated<Q::Outer>: Uses,
    {
        typed(InSql { E: self, Q: query })
    }

    /// `self NOT IN (query)`. As in SQL, it is NULL where the query holds a NULL; `not_exists` has no such trap.
    #[inline]
    fn not_in_query<Q: ScalarQuery<Self::Base>>(self, query: Q) -> Typed<NotInSql<Self, Q>, bool, InUses<Self, Q>>
    where
        Correlated<Q::Outer>: Uses,
    {
        typed(NotInSql { E: self, Q: query })
    }
}
impl<E: Expr> InQuery for E {}
