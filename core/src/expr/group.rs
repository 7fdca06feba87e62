//! GROUP BY: every expression of a grouped query is grouped, or inside an aggregate.

use super::{
    Composed, Expr, Fixed,
    scope::{Aggregated, Both, Correlated, Either, Empty, Here, Maybe, Nothing, Of, OverWindow, Sure, There},
};
use crate::{
    schema::{Column, Table},
    sql::Tok,
};
use std::marker::PhantomData;

/// A list of what is grouped by.
pub struct GroupedBy<E, Rest>(PhantomData<(E, Rest)>);
/// Grouped by the primary key of `T`, which frees all its columns.
pub struct WholeTable<T>(PhantomData<T>);

/// `E` is in this list.
#[diagnostic::on_unimplemented(
    message = "`{E}` is neither in GROUP BY nor inside an aggregate function",
    label = "`{E}` is not grouped",
    note = "add it to `.group_by(..)`, or aggregate it: `max(..)`, `sum(..)`, `count_of(..)`"
)]
pub trait HasGroup<E, I> {
    /// What it adds to GROUP BY: [`Listed`], or [`FreeByKey`].
    type Freed;
}
/// A column that is grouped by.
pub struct Listed;
/// The column `C`, which is free because its table is grouped by its primary key.
pub struct FreeByKey<C>(PhantomData<C>);
#[diagnostic::do_not_recommend]
impl<E, R> HasGroup<E, Here> for GroupedBy<E, R> {
    type Freed = Listed;
}
#[diagnostic::do_not_recommend]
impl<E: Column, R> HasGroup<E, ByTable> for GroupedBy<WholeTable<E::Table>, R> {
    type Freed = FreeByKey<E>;
}
#[diagnostic::do_not_recommend]
impl<E, F, R: HasGroup<E, I>, I> HasGroup<E, There<I>> for GroupedBy<F, R> {
    type Freed = R::Freed;
}
/// Index: by the primary key of the column's table.
pub struct ByTable;

/// The columns that are free, each behind a comma.
pub trait FreeColumns {
    /// `, table.column`
    const TOK: Tok;
}
impl FreeColumns for Listed {
    const TOK: Tok = Tok::Lit("");
}
impl<C: Column> FreeColumns for FreeByKey<C> {
    const TOK: Tok =
        Tok::Seq(&[Tok::Lit(", "), Tok::Ident(<C::Table as Table>::NAME), Tok::Lit("."), Tok::Ident(C::NAME)]);
}
impl<A: FreeColumns, B: FreeColumns> FreeColumns for (A, B) {
    const TOK: Tok = Tok::Seq(&[A::TOK, B::TOK]);
}

/// This list groups all columns that `U` uses outside of aggregates.
pub trait Groups<U, I> {
    /// The columns among them that are free.
    type Freed;
}
impl<G> Groups<Nothing, ()> for G {
    type Freed = Listed;
}
impl<G: HasGroup<C, I>, C, I> Groups<Of<C>, I> for G {
    type Freed = G::Freed;
}
impl<G: Groups<A, I> + Groups<B, J>, A, B, I, J> Groups<Both<A, B>, (I, J)> for G {
    type Freed = (<G as Groups<A, I>>::Freed, <G as Groups<B, J>>::Freed);
}
impl<G: Groups<A, I> + Groups<B, J>, A, B, I, J> Groups<Either<A, B>, (I, J)> for G {
    type Freed = (<G as Groups<A, I>>::Freed, <G as Groups<B, J>>::Freed);
}
impl<G: Groups<A, I>, A, I> Groups<Sure<A>, I> for G {
    type Freed = G::Freed;
}
impl<G: Groups<A, I>, A, I> Groups<Maybe<A>, I> for G {
    type Freed = G::Freed;
}
impl<G, A, F> Groups<Aggregated<A, F>, ()> for G {
    type Freed = Listed;
}
impl<G: Groups<A, I>, A, F, I> Groups<OverWindow<A, F>, I> for G {
    type Freed = G::Freed;
}
impl<G> Groups<Correlated<Empty>, ()> for G {
    type Freed = Listed;
}

/// How an expression is allowed in a grouped query: by its parts.
pub struct ByParts<I>(PhantomData<I>);
/// How an expression is allowed in a grouped query: it is grouped as a whole.
pub struct AsWhole<I>(PhantomData<I>);

/// The expression `E` is allowed in a query grouped by this list.
#[diagnostic::on_unimplemented(
    message = "`{E}` is neither in GROUP BY nor inside an aggregate function",
    label = "`{E}` is not grouped",
    note = "add it to `.group_by(..)`, or aggregate it: `max(..)`, `sum(..)`, `count_of(..)`",
    note = "`.group_by(users::table)` groups by the primary key and frees all columns of the table"
)]
pub trait Allows<E, I> {}
#[diagnostic::do_not_recommend]
impl<E: Expr, G: Groups<E::Uses, I>, I> Allows<E, ByParts<I>> for G {}
#[diagnostic::do_not_recommend]
impl<E: Expr + Composed + Fixed, G: HasGroup<E, I>, I> Allows<E, AsWhole<I>> for G {}

/// An expression that is allowed in a query grouped by `G`.
pub trait InGroup<G, I>: Expr {}
impl<E: Expr, G: Allows<E, I>, I> InGroup<G, I> for E {}
