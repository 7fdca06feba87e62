//! Rows of values in the result of a query: `(a, b) IN (SELECT c, d ..)`.

use super::Tabular;
use crate::{
    expr::{
        Expr, Exprs, Typed, Unlimited,
        scope::{Both, Correlated, Maybe, Nothing, Sure, Uses},
        typed,
    },
    node,
};

node!(/** `(operands) IN (query)` */ RowInSql<L, Q> @ COMPARISON = "(" L ") IN (" Q ")");
node!(/** `(operands) NOT IN (query)` */ RowNotInSql<L, Q> @ COMPARISON = "(" L ") NOT IN (" Q ")");

/// A query whose columns, of the types `Self`, can be compared with the expressions `L`.
#[diagnostic::on_unimplemented(
    message = "the subquery does not have as many columns as the row that is looked for",
    label = "the subquery has the columns `{Self}`",
    note = "looked for is the row `{L}`"
)]
pub trait ComparesEach<L> {}
/// [`ComparesEach`], by another name, so that messages tell of the column that does not fit.
pub trait ComparesWith<L> {}
impl<T: ComparesEach<L>, L> ComparesWith<L> for T {}
/// A column of this Rust type can be compared with `E`, which is a `T`.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{T}`, but the subquery has a `{Self}` in its place",
    label = "a query with a `{T}` in this place is needed"
)]
pub trait ComparesColumn<T, E> {}
#[diagnostic::do_not_recommend]
impl<T, E> ComparesColumn<T, E> for T {}
#[diagnostic::do_not_recommend]
impl<T, E> ComparesColumn<T, E> for Option<T> {}

/// The limit of a subquery that rows are looked for in.
#[diagnostic::on_unimplemented(
    message = "a subquery of several columns behind `IN` has no limit",
    label = "this subquery has a limit or an offset",
    note = "say which rows they are by `.filter(..)`, or take the limited rows by `with(..)`"
)]
pub trait NoLimit {}
#[diagnostic::do_not_recommend]
impl NoLimit for Unlimited {}

/// What an IN of rows uses: NULL if an operand is, or if the query may hold one.
type RowUses<L, O> = Both<<L as Exprs>::Uses, Maybe<Both<Nothing, Sure<Correlated<O>>>>>;

/// Membership of a row in the result of a query.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::*};
/// # table! { pub struct Line in lines { #[primary_key] invoice: i64, #[primary_key] number: i32 } }
/// # table! { pub struct Refund in refunds { #[primary_key] id: i64, invoice: i64, line: i32 } }
/// # fn main() {
/// let refunded = from(refunds::table).select((refunds::invoice, refunds::line));
/// let query = from(lines::table).filter((lines::invoice, lines::number).in_query(refunded));
/// # }
/// ```
pub trait InRows: Exprs + Sized {
    /// `(a, b) IN (query)`
    #[inline]
    fn in_query<Q>(self, query: Q) -> Typed<RowInSql<Self, Q>, bool, RowUses<Self, Q::Outer>>
    where
        Q: Tabular<Columns: ComparesWith<Self>, Limit: NoLimit>,
        Correlated<Q::Outer>: Uses,
    {
        typed(RowInSql { L: self, Q: query })
    }

    /// `(a, b) NOT IN (query)`. As in SQL, it is NULL where a NULL is in the way; `not_exists` has no such trap.
    #[inline]
    fn not_in_query<Q>(self, query: Q) -> Typed<RowNotInSql<Self, Q>, bool, RowUses<Self, Q::Outer>>
    where
        Q: Tabular<Columns: ComparesWith<Self>, Limit: NoLimit>,
        Correlated<Q::Outer>: Uses,
    {
        typed(RowNotInSql { L: self, Q: query })
    }
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: Expr),+> InRows for ($($t,)+) {}
        impl<$($t: Expr, $i: ComparesColumn<$t::Base, $t>),+> ComparesEach<($($t,)+)> for ($($i,)+) {}
    )* };
}
crate::for_tuples!(tuples);
