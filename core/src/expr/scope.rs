//! Which tables a query has, and whether an expression fits into it.
//!
//! A scope is a type-level list of tables, searched with an inferred index, so that nothing is declared between pairs of
//! tables. An expression carries the columns it uses as one type ([`Expr::Uses`](super::Expr::Uses)); one walk over it checks that their
//! tables are there and tells whether the value can be NULL.

use crate::{
    schema::{Column, Table, identity::Apart},
    value::{NotNull, Null, Nullable},
};
use std::marker::PhantomData;

/// The tables of a query: those in FROM, latest first, and those of the queries around it.
pub struct Scope<From, Outer>(PhantomData<(From, Outer)>);
/// A table `T` in FROM, then the `Rest`; `N` says whether a join may leave it out.
pub struct Joined<T, N, Rest>(PhantomData<(T, N, Rest)>);
/// No table.
pub struct Empty;

/// Index of a list: found at its head.
pub struct Here;
/// Index of a list: found in its rest.
pub struct There<I>(PhantomData<I>);
/// Index of a scope: found in FROM.
pub struct InFrom<I>(PhantomData<I>);
/// Index of a scope: found in a query around.
pub struct InOuter<I>(PhantomData<I>);

/// The table `T` is in this scope; `C` is the column that needs it.
#[diagnostic::on_unimplemented(
    message = "`{C}` is used, but `{T}` is not in this query",
    label = "`{C}` is a column of `{T}`",
    note = "join the table: `.join({T}, ..)`; inside a subquery, `.correlate({T})`"
)]
pub trait Contains<T, C, I> {
    /// Whether a join may have left the table out.
    type Null: Null;
}
#[diagnostic::do_not_recommend]
impl<F: Contains<T, C, I>, O, T, C, I> Contains<T, C, InFrom<I>> for Scope<F, O> {
    type Null = F::Null;
}
#[diagnostic::do_not_recommend]
impl<F, O: Contains<T, C, I>, T, C, I> Contains<T, C, InOuter<I>> for Scope<F, O> {
    type Null = O::Null;
}
#[diagnostic::do_not_recommend]
impl<T, C, N: Null, R> Contains<T, C, Here> for Joined<T, N, R> {
    type Null = N;
}
#[diagnostic::do_not_recommend]
impl<T, C, U, N, R: Contains<T, C, I>, I> Contains<T, C, There<I>> for Joined<U, N, R> {
    type Null = R::Null;
}

/// The table `T` is not in this list.
#[diagnostic::on_unimplemented(
    message = "`{T}` is in this query already",
    label = "`{T}` for the second time",
    note = "give it a second name, and use its columns: `alias!(users as managers)`, `managers::table`, `managers::id`"
)]
pub trait Lacks<T> {}
#[diagnostic::do_not_recommend]
impl<T> Lacks<T> for Empty {}
#[diagnostic::do_not_recommend]
impl<T: Table, U: Table<Id: Apart<T::Id>>, N, R: Lacks<T>> Lacks<T> for Joined<U, N, R> {}

/// The columns that an expression uses.
pub trait Uses {
    /// Whether its value is one per row or one per group.
    type Kind: Kind;
}
/// No column: a value.
pub struct Nothing;
/// One column.
pub struct Of<C>(PhantomData<C>);
/// The column `C` of the row `R`, which a statement has beside those of its tables: [`HasRow`].
pub struct OfRow<R, C>(PhantomData<(R, C)>);
/// Those of two parts; NULL if one is.
pub struct Both<A, B>(PhantomData<(A, B)>);
/// Those of two parts; NULL only if both are.
pub struct Either<A, B>(PhantomData<(A, B)>);
/// Those of a part, but never NULL.
pub struct Sure<A>(PhantomData<A>);
/// Those of a part, but possibly NULL.
pub struct Maybe<A>(PhantomData<A>);
/// Those of a part, inside the aggregate `F`.
pub struct Aggregated<A, F>(PhantomData<(A, F)>);
/// Those of a part; NULL also if there are no rows.
pub struct Gathered<A>(PhantomData<A>);
/// Those of a part, inside the window function `F`.
pub struct OverWindow<A, F>(PhantomData<(A, F)>);
/// Those that a subquery takes from the queries around it.
pub struct Correlated<O>(PhantomData<O>);

impl Uses for Nothing {
    type Kind = Constant;
}
impl<C> Uses for Of<C> {
    type Kind = PerRow;
}
impl<R, C> Uses for OfRow<R, C> {
    type Kind = PerRow;
}
impl<A: Uses, B: Uses> Uses for Both<A, B> {
    type Kind = <A::Kind as Kind>::With<B::Kind>;
}
impl<A: Uses, B: Uses> Uses for Either<A, B> {
    type Kind = <A::Kind as Kind>::With<B::Kind>;
}
impl<A: Uses> Uses for Sure<A> {
    type Kind = A::Kind;
}
impl<A: Uses> Uses for Maybe<A> {
    type Kind = A::Kind;
}
impl<A: Uses, F> Uses for Aggregated<A, F> {
    type Kind = Aggregate<F>;
}
impl<A: Uses> Uses for Gathered<A> {
    type Kind = A::Kind;
}
impl<A: Uses, F> Uses for OverWindow<A, F> {
    type Kind = <A::Kind as Kind>::AfterWindow<F>;
}
impl Uses for Correlated<Empty> {
    type Kind = Constant;
}
impl<T, N, R> Uses for Correlated<Joined<T, N, R>> {
    type Kind = PerRow;
}

/// How often an expression has a value.
pub trait Kind {
    /// Together with an expression of another kind.
    type With<K: Kind>: Kind;
    /// What is left beside a constant, a row or a group: used by `With`.
    type AfterRow: Kind;
    /// See `AfterRow`.
    type AfterGroup<F>: Kind;
    /// The same, with the window function `W` in it.
    type AfterWindow<W>: Kind;
}
/// The same everywhere.
pub struct Constant;
/// One per row.
pub struct PerRow;
/// One per group: the aggregate `F`.
pub struct Aggregate<F>(PhantomData<F>);
/// Both in one, `F` being the aggregate: wrong unless the rows are grouped.
pub struct Mixed<F>(PhantomData<F>);
/// As often as `K`, with the window function `W` in it.
pub struct Windowed<K, W>(PhantomData<(K, W)>);
impl<K: Kind, W> Kind for Windowed<K, W> {
    type With<L: Kind> = <K::With<L> as Kind>::AfterWindow<W>;
    type AfterRow = <K::AfterRow as Kind>::AfterWindow<W>;
    type AfterGroup<F> = <K::AfterGroup<F> as Kind>::AfterWindow<W>;
    type AfterWindow<V> = Self;
}
/// One line per kind: what it is with another kind `K`, behind a row, and behind the aggregate `F`.
macro_rules! kinds {
    ($([$($g:ident)?] $k:ty: |$o:ident, $f:ident| with = $with:ty, row = $row:ty, group = $group:ty;)*) => { $(
        impl<$($g)?> Kind for $k {
            type With<$o: Kind> = $with;
            type AfterRow = $row;
            type AfterGroup<$f> = $group;
            type AfterWindow<W> = Windowed<$k, W>;
        }
        #[diagnostic::do_not_recommend]
        impl<$($g)?> NoWindow for $k {}
    )* };
}
kinds! {
    [] Constant: |K, F| with = K, row = PerRow, group = Aggregate<F>;
    [] PerRow: |K, F| with = K::AfterRow, row = PerRow, group = Mixed<F>;
    [G] Aggregate<G>: |K, F| with = K::AfterGroup<G>, row = Mixed<G>, group = Aggregate<G>;
    [G] Mixed<G>: |K, F| with = Mixed<G>, row = Mixed<G>, group = Mixed<G>;
}

/// A kind that can stand where single rows are looked at.
pub trait RowLevel {}
/// Where single rows are looked at.
pub struct SingleRows;
/// The aggregate `F` can stand here. None can: the trait is there for its message.
#[diagnostic::on_unimplemented(
    message = "`{F}` is an aggregate function, and cannot be used here: single rows are looked at, groups do not exist yet",
    label = "this contains an aggregate function",
    note = "filter groups with `.group_by(..).having(..)`; compare with an aggregate over other rows in a subquery"
)]
pub trait TakesAggregate<F> {}
#[diagnostic::do_not_recommend]
impl<F> TakesAggregate<F> for Constant {}
/// The window function `W` can stand here. None can: the trait is there for its message.
#[diagnostic::on_unimplemented(
    message = "`{W}` is a window function, and cannot be used here: windows are looked at after filtering and grouping",
    label = "this contains a window function",
    note = "select it in a query, and filter that query's rows: window functions stand in SELECT and ORDER BY only"
)]
pub trait TakesWindow<W> {}
#[diagnostic::do_not_recommend]
impl<W> TakesWindow<W> for Constant {}
impl<F> RowLevel for Aggregate<F> where SingleRows: TakesAggregate<F> {}
impl<F> RowLevel for Mixed<F> where SingleRows: TakesAggregate<F> {}
impl<K, W> NoWindow for Windowed<K, W> where SingleRows: TakesWindow<W> {}
#[diagnostic::do_not_recommend]
impl RowLevel for Constant {}
#[diagnostic::do_not_recommend]
impl RowLevel for PerRow {}
#[diagnostic::do_not_recommend]
impl<K: RowLevel, W> RowLevel for Windowed<K, W> {}

/// What uses these columns may differ from row to row: all but a plain value.
#[diagnostic::on_unimplemented(
    message = "rows cannot be sorted or grouped by a plain `value(..)`: it is the same in all of them",
    label = "this is a value, not an expression of columns",
    note = "a number is no position: name the column or the expression itself"
)]
pub trait Varies {}
/// One line per kind of uses. [`Nothing`] is not among them: MySQL and MariaDB would take a number for the position of a
/// selected column.
macro_rules! varies {
    ($([$($g:ident)*] $uses:ty;)*) => { $(#[diagnostic::do_not_recommend] impl<$($g),*> Varies for $uses {})* };
}
varies! {
    [C] Of<C>;
    [R C] OfRow<R, C>;
    [A B] Both<A, B>;
    [A B] Either<A, B>;
    [A] Sure<A>;
    [A] Maybe<A>;
    [A F] Aggregated<A, F>;
    [A F] OverWindow<A, F>;
    [O] Correlated<O>;
}

/// A kind without a window function in it.
pub trait NoWindow {}

/// The scope `S`, where each value is one of a group: which has rows.
pub struct GroupsOf<S>(PhantomData<S>);
#[diagnostic::do_not_recommend]
impl<S: Contains<T, C, I>, T, C, I> Contains<T, C, I> for GroupsOf<S> {
    type Null = S::Null;
}
/// The scope `S`, where a row stands for several groups: what is grouped by is NULL in it.
pub struct Supergroups<S>(PhantomData<S>);
#[diagnostic::do_not_recommend]
impl<S: Contains<T, C, I>, T, C, I> Contains<T, C, I> for Supergroups<S> {
    type Null = Nullable;
}

/// This scope has all tables that `U` uses.
pub trait Covers<U, I> {
    /// Whether the value can be NULL here.
    type Null: Null;
}
impl<S> Covers<Nothing, ()> for S {
    type Null = NotNull;
}
impl<S: Contains<C::Table, C, I>, C: Column, I> Covers<Of<C>, I> for S {
    type Null = <C::Null as Null>::Or<S::Null>;
}
impl<S: Covers<A, I> + Covers<B, J>, A, B, I, J> Covers<Both<A, B>, (I, J)> for S {
    type Null = <<S as Covers<A, I>>::Null as Null>::Or<<S as Covers<B, J>>::Null>;
}
impl<S: Covers<A, I> + Covers<B, J>, A, B, I, J> Covers<Either<A, B>, (I, J)> for S {
    type Null = <<S as Covers<A, I>>::Null as Null>::And<<S as Covers<B, J>>::Null>;
}
impl<S: Covers<A, I>, A, I> Covers<Sure<A>, I> for S {
    type Null = NotNull;
}
impl<S: Covers<A, I>, A, I> Covers<Maybe<A>, I> for S {
    type Null = Nullable;
}
impl<S: Covers<A, I>, A, F, I> Covers<Aggregated<A, F>, I> for S {
    type Null = S::Null;
}
// By a trait of the scope, so that there is one impl: of several, messages give a list.
impl<S: Covers<A, I> + Gathers, A, I> Covers<Gathered<A>, I> for S {
    type Null = S::Gathered<<S as Covers<A, I>>::Null>;
}
/// What becomes of the nullability of a value that is gathered from the rows of a scope: NULL if there may be none.
pub trait Gathers {
    /// The nullability.
    type Gathered<N: Null>: Null;
}
impl<F, O> Gathers for Scope<F, O> {
    type Gathered<N: Null> = Nullable;
}
impl<S> Gathers for Supergroups<S> {
    type Gathered<N: Null> = Nullable;
}
impl<S> Gathers for GroupsOf<S> {
    type Gathered<N: Null> = N;
}
impl<S: Covers<A, I>, A, F, I> Covers<OverWindow<A, F>, I> for S {
    type Null = S::Null;
}
impl<S> Covers<Correlated<Empty>, ()> for S {
    type Null = NotNull;
}
impl<S, T, N, R, I, J> Covers<Correlated<Joined<T, N, R>>, (I, J)> for S
where
    S: HasTable<T, I> + Covers<Correlated<R>, J>,
{
    type Null = NotNull;
}
/// The table `T` is in this scope, whatever is used of it.
#[diagnostic::on_unimplemented(
    message = "columns of `{T}` are used, but `{T}` is not in this query",
    label = "this uses columns of `{T}`",
    note = "join the table: `.join({T}, ..)`; inside a subquery, `.correlate({T})`"
)]
pub trait HasTable<T, I> {
    /// Whether a join may have left the table out.
    type Null: Null;
}
#[diagnostic::do_not_recommend]
impl<S: Contains<T, AnyColumn, I>, T, I> HasTable<T, I> for S {
    type Null = S::Null;
}
/// Stands for all columns of a table.
pub struct AnyColumn;

impl<S: HasRow<R> + Contains<C::Table, C, I>, R, C: Column, I> Covers<OfRow<R, C>, I> for S {
    type Null = <C::Null as Null>::Or<S::Null>;
}
/// The scope is that of a statement which has a row `R` beside those of its tables: the proposed one, the old one.
#[diagnostic::on_unimplemented(
    message = "`{R}(..)` is used, but there is no such row in this statement",
    label = "there is no {R} row",
    note = "`proposed(..)` is for what an upsert updates, `old(..)` for `.returning(..)` of an UPDATE"
)]
pub trait HasRow<R> {}
/// No table around, but a row `R` beside that of the table.
pub struct WithRow<R>(PhantomData<R>);
#[diagnostic::do_not_recommend]
impl<F, R> HasRow<R> for Scope<F, WithRow<R>> {}

/// A list of tables, behind which another can be put: what two queries take from those around them.
pub trait Concat<B> {
    /// Both.
    type Both;
}
impl<B> Concat<B> for Empty {
    type Both = B;
}
impl<T, N, R: Concat<B>, B> Concat<B> for Joined<T, N, R> {
    type Both = Joined<T, N, R::Both>;
}

/// The scope of a statement on one table.
pub type Single<T> = Scope<Joined<T, NotNull, Empty>, Empty>;

/// What a query's tables are without a `.select(..)`: their rows, in the order of FROM.
pub trait Rows {
    /// The row, or a tuple of rows.
    type Row: crate::value::Load;
    /// The columns of all.
    const COLUMNS: crate::sql::Tok;
    /// The tables as they stand in FROM.
    #[doc(hidden)]
    const TABLES: &'static [crate::sql::Tok];
}

macro_rules! rows {
    ($($list:ty => ($($t:ident $n:ident),+);)*) => { $(
        impl<Outer, $($t: Table, $n: Null),+> Rows for Scope<$list, Outer>
        where $($n::Wrap<$t::Row>: crate::value::Load),+
        {
            type Row = rows!(@row $($n::Wrap<$t::Row>),+);
            const COLUMNS: crate::sql::Tok = rows!(@toks $($t)+);
            const TABLES: &'static [crate::sql::Tok] = &[$($t::FROM),+];
        }
    )* };
    (@row $one:ty) => { $one };
    (@row $($many:ty),+) => { ($($many,)+) };
    (@toks $first:ident $($t:ident)*) => {
        crate::sql::Tok::Seq(&[columns::<$first>(), $(crate::sql::Tok::Lit(", "), columns::<$t>()),*])
    };
}
const fn columns<T: Table>() -> crate::sql::Tok {
    crate::sql::Tok::Columns { qualifier: Some(T::NAME), names: T::COLUMN_NAMES }
}
type J<T, N, R> = Joined<T, N, R>;
rows! {
    J<A, An, Empty> => (A An);
    J<B, Bn, J<A, An, Empty>> => (A An, B Bn);
    J<C, Cn, J<B, Bn, J<A, An, Empty>>> => (A An, B Bn, C Cn);
    J<D, Dn, J<C, Cn, J<B, Bn, J<A, An, Empty>>>> => (A An, B Bn, C Cn, D Dn);
    J<E, En, J<D, Dn, J<C, Cn, J<B, Bn, J<A, An, Empty>>>>> => (A An, B Bn, C Cn, D Dn, E En);
    J<F, Fn_, J<E, En, J<D, Dn, J<C, Cn, J<B, Bn, J<A, An, Empty>>>>>> => (A An, B Bn, C Cn, D Dn, E En, F Fn_);
    J<G, Gn, J<F, Fn_, J<E, En, J<D, Dn, J<C, Cn, J<B, Bn, J<A, An, Empty>>>>>>> => (A An, B Bn, C Cn, D Dn, E En, F Fn_, G Gn);
    J<H, Hn, J<G, Gn, J<F, Fn_, J<E, En, J<D, Dn, J<C, Cn, J<B, Bn, J<A, An, Empty>>>>>>>> => (A An, B Bn, C Cn, D Dn, E En, F Fn_, G Gn, H Hn);
}
