//! What a query selects, and what its rows are read into.

use crate::{
    Result,
    expr::{
        Expr, Fixed, InGroup,
        scope::{Constant, Covers, Empty, Kind, PerGroup, PerRow, Rows, Uses},
    },
    schema::Column,
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
    message = "an aggregate function stands beside a plain column, and the query has no GROUP BY",
    label = "one is a value per row, the other one value for all rows",
    note = "group by the plain columns: `.group_by(..)` before `.select(..)`"
)]
pub trait Admits<K> {
    /// The grouping afterwards: an aggregate makes one group of all rows.
    type After;
}
impl Admits<Constant> for Ungrouped {
    type After = Ungrouped;
}
impl Admits<PerRow> for Ungrouped {
    type After = Ungrouped;
}
impl Admits<PerGroup> for Ungrouped {
    type After = Grouping<Empty>;
}
impl<G, K> Admits<K> for Grouping<G> {
    type After = Grouping<G>;
}

/// The rows of a RETURNING: no aggregate can be made of them.
pub struct WrittenRows;
impl Admits<Constant> for WrittenRows {
    type After = WrittenRows;
}
impl Admits<PerRow> for WrittenRows {
    type After = WrittenRows;
}
#[diagnostic::do_not_recommend]
impl<E: Expr, S: Covers<E::Uses, I>, I> Projected<S, WrittenRows, I> for E {
    type Null = S::Null;
}

/// One expression, selected in a query of scope `S` and grouping `G`.
pub trait Projected<S, G, I>: Expr {
    /// Whether it can be NULL here.
    type Null: Null;
}
#[diagnostic::do_not_recommend]
impl<E: Expr, S: Covers<E::Uses, I>, I> Projected<S, Ungrouped, I> for E {
    type Null = S::Null;
}
#[diagnostic::do_not_recommend]
impl<E: InGroup<G, J>, S: Covers<E::Uses, I>, G, I, J> Projected<S, Grouping<G>, (I, J)> for E {
    type Null = S::Null;
}

/// What can be selected in a query of scope `S` and grouping `G`: an expression, a tuple of them, a `row!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "an expression, a tuple of expressions, or a `row!` is needed"
)]
pub trait Projection<S, G, I> {
    /// The list of the finished query.
    type List: SelectList;
    /// The grouping of the finished query.
    type After;
    /// Makes it.
    fn into_list(self) -> Self::List;
}

/// Selected as a single expression.
pub struct Single<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<E, S, G, I> Projection<S, G, Single<I>> for E
where
    E: Projected<S, G, I>,
    G: Admits<<E::Uses as Uses>::Kind>,
    <E::Null as Null>::Wrap<E::Base>: Load,
{
    type List = Selected<E, <E::Null as Null>::Wrap<E::Base>>;
    type After = <G as Admits<<E::Uses as Uses>::Kind>>::After;
    #[inline]
    fn into_list(self) -> Self::List {
        Selected::new(self)
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
        impl<Sc, Gr, $($t, $i),+> Projection<Sc, Gr, ($($i,)+)> for ($($t,)+)
        where
            $($t: Projected<Sc, Gr, $i>,)+
            Gr: Admits<kind!($($t)+)>,
            $(<$t::Null as Null>::Wrap<$t::Base>: Load,)+
        {
            type List = Selected<Self, ($(<$t::Null as Null>::Wrap<$t::Base>,)+)>;
            type After = <Gr as Admits<kind!($($t)+)>>::After;
            fn into_list(self) -> Self::List {
                Selected::new(self)
            }
        }
    )* };
}
crate::for_tuples!(tuples);

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
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
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
    #[inline]
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
    /// Reads it.
    ///
    /// # Errors
    /// As [`Load::load`].
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Self::Row>;
}
impl<S: Rows> SelectList for Everything<S> {
    type Row = S::Row;
    const WIDTH: usize = <S::Row as Load>::WIDTH;
    #[inline]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Self::Row> {
        S::Row::load(row, 0)
    }
}
impl<P, R: Load> SelectList for Selected<P, R> {
    type Row = R;
    const WIDTH: usize = R::WIDTH;
    #[inline]
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
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $( lists!(@each [$($t),+] $($t $n),+); )* };
    (@each $all:tt $($t:ident $n:tt),+) => { $( lists!(@one $all $t $n); )+ };
    (@one [$($all:ident),+] $t:ident $n:tt) => {
        #[diagnostic::do_not_recommend]
        impl<Row, $($all),+> Lists<$t, Nth<$n>> for Selected<($($all,)+), Row> where $t: Fixed {}
    };
}
crate::for_tuples!(lists);
