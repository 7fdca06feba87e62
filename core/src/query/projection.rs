//! What a query selects, and what its rows are read into.

use super::Absent;
use crate::{
    Result,
    expr::{
        Expr, Fixed, Gathered, GroupedBy, InGroup,
        scope::{Aggregate, Constant, Covers, Empty, GroupsOf, HasTable, Kind, Mixed, PerRow, Rows, Uses, Windowed},
    },
    schema::{Column, Table},
    sql::{Dialect, Sql, Tok},
    value::{Binder, Load, Null, Row},
};
use std::marker::PhantomData;

/// A query without GROUP BY.
pub struct Ungrouped;
/// A query grouped by the list `G`.
pub struct Grouping<G>(PhantomData<G>);

/// A query of this grouping can select expressions of kind `K`.
#[diagnostic::on_unimplemented(
    message = "`{K}` cannot be returned: an aggregate is not made of written rows",
    label = "a value per row is needed"
)]
pub trait Admits<K> {
    /// The grouping afterwards: an aggregate makes one group of all rows.
    type After;
}
/// All rows as they are.
pub struct PlainRows;
/// The aggregate `F` can stand beside a plain column. None can: the trait is there for its message.
#[diagnostic::on_unimplemented(
    message = "`{F}` is an aggregate function beside a plain column, and the query has no GROUP BY",
    label = "one is a value per row, the other one value for all rows",
    note = "group by the plain columns: `.group_by(..)` before `.select(..)`"
)]
pub trait Beneath<F> {}
#[diagnostic::do_not_recommend]
impl<F> Beneath<F> for Ungrouped {}
impl<F> Admits<Mixed<F>> for Ungrouped
where
    PlainRows: Beneath<F>,
{
    type After = Ungrouped;
}
impl<F, W> Admits<Windowed<Mixed<F>, W>> for Ungrouped
where
    PlainRows: Beneath<F>,
{
    type After = Ungrouped;
}
#[diagnostic::do_not_recommend]
impl Admits<Constant> for Ungrouped {
    type After = Ungrouped;
}
#[diagnostic::do_not_recommend]
impl Admits<PerRow> for Ungrouped {
    type After = Ungrouped;
}
#[diagnostic::do_not_recommend]
impl<F> Admits<Aggregate<F>> for Ungrouped {
    type After = Grouping<Empty>;
}
#[diagnostic::do_not_recommend]
impl<W> Admits<Windowed<Constant, W>> for Ungrouped {
    type After = Ungrouped;
}
#[diagnostic::do_not_recommend]
impl<W> Admits<Windowed<PerRow, W>> for Ungrouped {
    type After = Ungrouped;
}
#[diagnostic::do_not_recommend]
impl<F, W> Admits<Windowed<Aggregate<F>, W>> for Ungrouped {
    type After = Grouping<Empty>;
}
#[diagnostic::do_not_recommend]
impl<G, K> Admits<K> for Grouping<G> {
    type After = Grouping<G>;
}

/// The rows of a RETURNING: no aggregate can be made of them.
pub struct WrittenRows;
#[diagnostic::do_not_recommend]
impl Admits<Constant> for WrittenRows {
    type After = WrittenRows;
}
#[diagnostic::do_not_recommend]
impl Admits<PerRow> for WrittenRows {
    type After = WrittenRows;
}
impl<E: Expr, S: Covers<E::Uses, I>, I> Projected<S, WrittenRows, I> for E {
    type Null = S::Null;
}

/// One expression, selected in a query of scope `S` and grouping `G`.
pub trait Projected<S, G, I>: Expr {
    /// Whether it can be NULL here.
    type Null: Null;
}
impl<E: Expr, S: Covers<E::Uses, I>, I> Projected<S, Ungrouped, I> for E {
    type Null = S::Null;
}
impl<E: InGroup<Empty, J>, S: Covers<E::Uses, I>, I, J> Projected<S, Grouping<Empty>, (I, J)> for E {
    type Null = S::Null;
}
// A group has rows, so that an aggregate of it has a value.
impl<E, S, F, R, I, J> Projected<S, Grouping<GroupedBy<F, R>>, (I, J)> for E
where
    E: InGroup<GroupedBy<F, R>, J>,
    GroupsOf<S>: Covers<E::Uses, I>,
{
    type Null = <GroupsOf<S> as Covers<E::Uses, I>>::Null;
}

/// What `.select(..)` and `.returning(..)` take: an expression, a tuple of expressions, a `row!`; `.select(..)` also a table, for
/// its rows.
///
/// The form is found from the argument alone, so that the compiler knows which rule to check, and says what broke it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "an expression, a tuple of expressions, or a `row!` is needed"
)]
pub trait Selectable: Sized {
    /// Which of the three: a `ProjectionForm`.
    type Form: From<Self>;
}

/// What can be selected in a query of scope `S` and grouping `G`: it makes the list `L` and leaves the grouping `After`.
pub trait Projection<S, G, I, L, After> {
    /// Makes the list.
    fn into_list(self) -> L;
}
impl<Q: Selectable<Form: ProjectionForm<S, G, I, L, After>>, S, G, I, L, After> Projection<S, G, I, L, After> for Q {
    #[inline]
    fn into_list(self) -> L {
        Q::Form::from(self).list()
    }
}

/// What a query has said so far: its scope `S`, its grouping `G`, its DISTINCT `D` and its list `P`.
pub struct SoFar<S, G, D = Absent, P = ()>(PhantomData<(S, G, D, P)>);
/// The parts of a [`SoFar`].
pub trait IsSoFar {
    /// Its tables.
    type Scope;
    /// Its grouping.
    type Grouping;
    /// Whether its rows are distinct.
    type Distinct;
    /// What it selects.
    type List;
}
impl<S, G, D, P> IsSoFar for SoFar<S, G, D, P> {
    type Scope = S;
    type Grouping = G;
    type Distinct = D;
    type List = P;
}

/// [`Projection`], asked of the query: it can select `Q`. Methods ask so, see [`Is`](crate::expr::Is).
pub trait Selects<Q, I, L, After> {
    /// See [`Told`](crate::expr::Told).
    type Checked;
    /// Makes the list.
    fn list_of(selected: Q) -> L;
}
impl<X: IsSoFar, Q, I, L, After> Selects<Q, I, L, After> for X
where
    Q: Selectable<Form: ProjectionForm<X::Scope, X::Grouping, I, L, After>>,
{
    type Checked = ();
    #[inline]
    fn list_of(selected: Q) -> L {
        Q::Form::from(selected).list()
    }
}

/// A form of what can be selected: its [`Projection`].
///
/// List and grouping are parameters, not associated types: so a mistake breaks one bound, and is told once.
pub trait ProjectionForm<S, G, I, L, After> {
    /// Makes the list.
    fn list(self) -> L;
}

/// A single expression, to be selected.
#[derive(Debug, Clone, Copy)]
pub struct Single<E>(E);
#[diagnostic::do_not_recommend]
impl<E: Expr> Selectable for E {
    type Form = Single<E>;
}
impl<E> From<E> for Single<E> {
    #[inline]
    fn from(expression: E) -> Self {
        Self(expression)
    }
}
impl<E, S, G, I>
    ProjectionForm<
        S,
        G,
        I,
        Selected<E, <<E as Projected<S, G, I>>::Null as Null>::Wrap<E::Base>>,
        <G as Admits<<E::Uses as Uses>::Kind>>::After,
    > for Single<E>
where
    E: Projected<S, G, I>,
    G: Admits<<E::Uses as Uses>::Kind>,
    <E::Null as Null>::Wrap<E::Base>: Load,
{
    #[inline]
    fn list(self) -> Selected<E, <E::Null as Null>::Wrap<E::Base>> {
        Selected::new(self.0)
    }
}

/// A tuple of expressions, to be selected.
#[derive(Debug, Clone, Copy)]
pub struct Several<P>(P);
impl<P> From<P> for Several<P> {
    #[inline]
    fn from(list: P) -> Self {
        Self(list)
    }
}

/// The kind of several expressions together.
macro_rules! kind {
    ($one:ident) => { <$one::Uses as Uses>::Kind };
    ($first:ident $($more:ident)+) => { <<$first::Uses as Uses>::Kind as Kind>::With<kind!($($more)+)> };
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t),+> Selectable for ($($t,)+) {
            type Form = Several<Self>;
        }
        impl<Sc, Gr, $($t, $i),+>
            ProjectionForm<
                Sc,
                Gr,
                ($($i,)+),
                Selected<($($t,)+), ($(<<$t as Projected<Sc, Gr, $i>>::Null as Null>::Wrap<$t::Base>,)+)>,
                <Gr as Admits<kind!($($t)+)>>::After,
            > for Several<($($t,)+)>
        where
            $($t: Projected<Sc, Gr, $i>,)+
            Gr: Admits<kind!($($t)+)>,
            $(<$t::Null as Null>::Wrap<$t::Base>: Load,)+
        {
            fn list(self) -> Selected<($($t,)+), ($(<$t::Null as Null>::Wrap<$t::Base>,)+)> {
                Selected::new(self.0)
            }
        }
    )* };
}
crate::for_tuples!(tuples);

/// The rows of one table, to be selected: `.select(users::table)`.
pub struct WholeRow<T>(PhantomData<T>);
impl<T> From<T> for WholeRow<T> {
    #[inline]
    fn from(_: T) -> Self {
        Self(PhantomData)
    }
}
/// Lets the rows of a table be selected among those of others.
#[doc(hidden)]
#[macro_export]
macro_rules! select_rows {
    ($table:ty) => {
        impl $crate::query::Selectable for $table {
            type Form = $crate::query::WholeRow<Self>;
        }
    };
}
impl<T: Table, S: HasTable<T, I>, I>
    ProjectionForm<S, Ungrouped, I, Selected<AllColumns<T>, <S::Null as Null>::Wrap<T::Row>>, Ungrouped> for WholeRow<T>
where
    <S::Null as Null>::Wrap<T::Row>: Load,
{
    #[inline]
    fn list(self) -> Selected<AllColumns<T>, <S::Null as Null>::Wrap<T::Row>> {
        Selected::new(AllColumns(PhantomData))
    }
}
/// All columns of a table, as SQL.
pub struct AllColumns<T>(PhantomData<fn() -> T>);
impl<T> Clone for AllColumns<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for AllColumns<T> {}
impl<D: Dialect, T: Table> Sql<D> for AllColumns<T> {
    const TOK: Tok = Tok::Columns { qualifier: Some(T::NAME), names: T::COLUMN_NAMES };
}

/// Everything: the rows of all tables in FROM.
pub struct Everything<S>(PhantomData<S>);
impl<S> Default for Everything<S> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
impl<S> Clone for Everything<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Everything<S> {}
impl<D: Dialect, S: Rows> Sql<D> for Everything<S> {
    const TOK: Tok = S::COLUMNS;
}

/// A projection with the row it was found to give.
pub struct Selected<P, R>(pub(crate) P, PhantomData<fn() -> R>);
impl<P, R> Selected<P, R> {
    pub(crate) fn new(projection: P) -> Self {
        Self(projection, PhantomData)
    }
}
impl<P: Clone, R> Clone for Selected<P, R> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}
impl<P: Copy, R> Copy for Selected<P, R> {}
impl<D: Dialect, P: Sql<D>, R> Sql<D> for Selected<P, R> {
    const TOK: Tok = P::TOK;
    fn render(&self, w: &mut crate::sql::Writer) {
        self.0.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// The list of a finished query, of which rows can be read.
pub trait SelectList {
    /// One row.
    type Row;
    /// How many columns there are.
    const WIDTH: usize;
    /// The table, if it is the rows of one table.
    #[doc(hidden)]
    const TABLE: Option<Tok> = None;
    /// Reads it.
    ///
    /// # Errors
    /// As [`Load::load`].
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Self::Row>;
}
impl<S: Rows> SelectList for Everything<S> {
    type Row = S::Row;
    const WIDTH: usize = <S::Row as Load>::WIDTH;
    const TABLE: Option<Tok> = match S::TABLES {
        [table] => Some(*table),
        _ => None,
    };
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Self::Row> {
        S::Row::load(row, 0)
    }
}
impl<P, R: Load> SelectList for Selected<P, R> {
    type Row = R;
    const WIDTH: usize = R::WIDTH;
    #[inline(always)]
    fn load<Source: Row + ?Sized>(&self, row: &Source) -> Result<R> {
        R::load(row, 0)
    }
}

/// Expression `E` is in this select list, so that distinct rows can be sorted by it.
#[diagnostic::on_unimplemented(
    message = "distinct rows cannot be sorted by `{E}`, which is not selected",
    label = "`{E}` is not selected",
    note = "select it too, or sort by what is selected"
)]
pub trait Lists<E, I> {}
/// Index: the one expression.
pub struct Only;
/// Index: at a position of a tuple.
pub struct Nth<const N: usize>;
/// Index: a column of a table whose rows are selected.
pub struct OfRows;
#[diagnostic::do_not_recommend]
impl<E: Fixed, R> Lists<E, Only> for Selected<E, R> {}
#[diagnostic::do_not_recommend]
impl<C: Column, S> Lists<C, OfRows> for Everything<S> {}
#[diagnostic::do_not_recommend]
impl<C: Column, R> Lists<C, OfRows> for Selected<AllColumns<C::Table>, R> {}
/// Index: terms of run time, which are refused in their own words.
pub struct OfRunTime;
#[diagnostic::do_not_recommend]
impl<S, P> Lists<Gathered<S>, OfRunTime> for P {}
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $( lists!(@each [$($t),+] $($t $n),+); )* };
    (@each $all:tt $($t:ident $n:tt),+) => { $( lists!(@one $all $t $n); )+ };
    (@one [$($all:ident),+] $t:ident $n:tt) => {
        #[diagnostic::do_not_recommend]
        impl<Row, $($all),+> Lists<$t, Nth<$n>> for Selected<($($all,)+), Row> where $t: Fixed {}
    };
}
crate::for_tuples!(lists);
