//! SELECT.

use super::{
    Absent, AddCondition, AddOrder, Clause, Distinct, DistinctOn, Everything, Grouping, HasRows, IsSoFar, Limits,
    Lists, Query, SelectList, Selects, SetLimit, SetOffset, SoFar, Source, Ungrouped,
};
use crate::{
    Result,
    expr::{
        Accepts, AnyType, AtRunTime, Chosen, Expr, InGroup, Is, NeverEqual, OneColumn, OrderTerm, Perhaps, SortRows,
        Subquery, Told, ValueFor, WhenCompiled, WholeQuery,
        scope::{Covers, Empty, Joined, Scope, Varies},
    },
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, NotNull, Nullable, Row, Scalar},
};
use std::marker::PhantomData;

mod distinct_on;
mod group;
mod grouping_sets;
mod join;
mod lateral;
mod rollup;
mod tabular;
mod text;

pub use distinct_on::OnTerms;
pub use group::{ByKey, GroupTerms, Groupable};
pub use grouping_sets::grouping_sets;
pub(crate) use join::Join;
pub use join::{CrossJoin, FullJoin, InnerJoin, LeftJoin, RightJoin};
pub use lateral::{LateralSql, LateralTo};
pub use rollup::*;
pub use text::SelectSql;

/// A query: `S` is its scope, `G` its grouping, `C` its clauses. It begins with [`from`].
///
/// Joins and grouping are said first, then what is selected, then `distinct`; the rest may stand anywhere.
#[must_use = "a query is not run by itself: say `.all(&mut connection)`, or `.one(..)`, `.first(..)`, `.optional(..)`"]
pub struct Select<S, G, C> {
    pub(crate) sql: C,
    scope: PhantomData<fn() -> (S, G)>,
}

impl<S, G, C: Clone> Clone for Select<S, G, C> {
    fn clone(&self) -> Self {
        Self::new(self.sql.clone())
    }
}
impl<S, G, C: Copy> Copy for Select<S, G, C> {}

impl<S, G, C> Select<S, G, C> {
    #[inline]
    pub(crate) fn new(sql: C) -> Self {
        Self { sql, scope: PhantomData }
    }
}

/// The scope of one table.
type First<T> = Scope<Joined<T, NotNull, Empty>, Empty>;
/// The clauses of a query that has only a FROM.
type Plain<S, F> = SelectSql<Absent, Everything<S>, F, Absent, Absent, Absent, Absent, Absent>;

/// Begins a query: `from(users::table)`. Without `.select(..)` its rows are those of its tables.
///
/// It takes what can stand in FROM, a [`Source`]: a table, an alias, a derived table.
#[inline]
pub fn from<T: Source<Origin: HasRows>>(
    table: T,
) -> Select<First<T::Table>, Ungrouped, Plain<First<T::Table>, T::Sql>> {
    Select::new(SelectSql {
        D: Absent,
        P: Everything::default(),
        F: table.into_source(),
        W: Absent,
        G: Absent,
        H: Absent,
        O: Absent,
        L: Absent,
    })
}

impl<S, Gr, D, P, F, W, G, H, O, L> Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L>> {
    /// WHERE. Said again, both conditions must hold.
    #[inline]
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(
        self,
        condition: C,
    ) -> Select<S, Gr, SelectSql<D, P, F, W::With, G, H, O, L>>
    where
        S: Is<Sc>,
        W: AddCondition<C>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W: W.and(condition), G, H, O, L })
    }

    /// WHERE, if there is a value: `.filter_some(name, |name| users::name.eq(name))`.
    #[inline]
    pub fn filter_some<V, C: Expr, Sc: Accepts<C, I, Checked: Told>, I>(
        self,
        value: Option<V>,
        condition: impl FnOnce(V) -> C,
    ) -> Select<S, Gr, SelectSql<D, P, F, W::With, G, H, O, L>>
    where
        S: Is<Sc>,
        W: AddCondition<Perhaps<C>>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W: W.and(Perhaps(value.map(condition))), G, H, O, L })
    }

    /// At most `n` rows.
    #[inline]
    pub fn limit(self, n: u32) -> Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L::With>>
    where
        L: SetLimit,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H, O, L: L.limit(n.into()) })
    }

    /// Without the first `n` rows.
    #[inline]
    pub fn offset(self, n: u64) -> Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L::With>>
    where
        L: SetOffset,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H, O, L: L.offset(i64::try_from(n).unwrap_or(i64::MAX)) })
    }

    /// ORDER BY one term or a tuple of them. Said again, later terms decide between rows that are equal so far.
    ///
    /// Distinct rows are sorted by what is selected.
    #[inline]
    pub fn order_by<T, So: Sorts<T, I, Checked: Told>, I>(
        self,
        terms: T,
    ) -> Select<S, Gr, SelectSql<D, P, F, W, G, H, O::With, L>>
    where
        SoFar<S, Gr, D, P>: Is<So>,
        O: AddOrder<T>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H, O: O.then(terms), L })
    }
}

impl<S, Gr, D: BeforeList, P, F, W, G, H, O, L> Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L>> {
    /// SELECT: an expression, a tuple of expressions, a `row!`, or one table of a join, for its rows:
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::{Query, from}};
    /// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, #[references(users::id)] author_id: i64, title: String } }
    /// # fn main() {
    /// fn authors_of(title: &str) -> impl Query<Row = User> {
    ///     from(users::table)
    ///         .join(posts::table, posts::author_id.eq(users::id))
    ///         .filter(posts::title.eq(title))
    ///         .select(users::table)
    /// }
    /// # _ = authors_of("Hello");
    /// # }
    /// ```
    #[inline]
    pub fn select<Q, So: Selects<Q, I, List, After, Checked: Told>, List, After, I>(
        self,
        list: Q,
    ) -> Select<S, After, SelectSql<D, List, F, W, G, H, O, L>>
    where
        SoFar<S, Gr>: Is<So>,
        O: SortsStill<Gr, After>,
    {
        let SelectSql { D, P: _, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P: So::list_of(list), F, W, G, H, O, L })
    }
}

/// What may stand before a list that is still to be selected: not `DISTINCT`, whose order depends on the list.
pub trait BeforeList {}
impl BeforeList for Absent {}
impl<T> BeforeList for DistinctOn<T> {}

impl<S, Gr, P, F, W, G, H, L> Select<S, Gr, SelectSql<Absent, P, F, W, G, H, Absent, L>> {
    /// `SELECT DISTINCT`: equal rows only once. Said after `select` and before `order_by`.
    #[inline]
    pub fn distinct(self) -> Select<S, Gr, SelectSql<Distinct, P, F, W, G, H, Absent, L>> {
        let SelectSql { D: _, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D: Distinct {}, P, F, W, G, H, O, L })
    }
}

/// An ORDER BY that still fits when what is selected turns grouping `G` into `After`.
#[diagnostic::on_unimplemented(
    message = "the query is sorted by single rows, but selects one aggregate of all rows",
    label = "an aggregate of all rows is one row: there is nothing to sort",
    note = "leave out `.order_by(..)`, or group: `.group_by(..)`"
)]
pub trait SortsStill<G, After> {}
impl<G, After> SortsStill<G, After> for Absent {}
impl<T, G> SortsStill<G, G> for super::OrderBy<T> {}

/// What `.order_by(..)` takes: one term or a tuple of them. As with [`Selectable`](super::Selectable), the argument alone
/// tells which.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "an expression, with `.asc()` or `.desc()` if wanted, or a tuple of them is needed"
)]
pub trait Sortable {
    /// Which of the two: an `OrderForm`.
    type Form;
}
/// Terms of ORDER BY in a query of scope `S` and grouping `G` that selects `P`, distinct or not by `D`.
pub trait OrderTerms<S, G, D, P, I> {}
impl<T: Sortable<Form: OrderForm<S, G, D, P, I>>, S, G, D, P, I> OrderTerms<S, G, D, P, I> for T {}
/// [`OrderTerms`], asked of the query: it can be sorted by `T`. Methods ask so, see [`Is`].
pub trait Sorts<T, I> {
    /// See [`Told`].
    type Checked;
}
impl<X: IsSoFar, T, I> Sorts<T, I> for X
where
    T: Sortable<Form: OrderForm<X::Scope, X::Grouping, X::Distinct, X::List, I>>,
{
    type Checked = ();
}
/// A form of terms: its [`OrderTerms`].
pub trait OrderForm<S, G, D, P, I> {}
/// A single term.
pub struct OneTerm<T>(PhantomData<T>);
#[diagnostic::do_not_recommend]
impl<T: OrderTerm> Sortable for T {
    type Form = OneTerm<T>;
}
impl<T, S, G, D, P, I, J> OrderForm<S, G, D, P, (I, J)> for OneTerm<T> where
    T: OrderTerm<Of: Orderable<S, G, I> + SortedAs<D, P, J>, Known: KnownFor<D>>
{
}
/// Terms that are known then can sort rows that are distinct or not, by `D`.
#[diagnostic::on_unimplemented(
    message = "distinct rows cannot be sorted by an `Ordering`, whose terms are gathered at run time",
    label = "nobody knows whether this is selected",
    note = "sort by what is selected: `.order_by(users::name)`; or leave out `.distinct()`"
)]
pub trait KnownFor<D> {}
#[diagnostic::do_not_recommend]
impl<D> KnownFor<D> for WhenCompiled {}
#[diagnostic::do_not_recommend]
impl KnownFor<Absent> for AtRunTime {}
/// A tuple of terms.
pub struct SeveralTerms<T>(PhantomData<T>);
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t),+> Sortable for ($($t,)+) {
            type Form = SeveralTerms<Self>;
        }
        impl<Sc, Gr, Di, Pr, $($t: OrderTerms<Sc, Gr, Di, Pr, $i>, $i),+> OrderForm<Sc, Gr, Di, Pr, ($($i,)+)>
            for SeveralTerms<($($t,)+)>
        {
        }
    )* };
}
crate::for_tuples!(terms);

/// Terms that are chosen at run time: all of them are checked.
pub struct ChosenTerms<L, R>(PhantomData<(L, R)>);
#[diagnostic::do_not_recommend]
impl<L, R> Sortable for Chosen<L, R> {
    type Form = ChosenTerms<L, R>;
}
impl<L, R, S, G, D, P, I, J> OrderForm<S, G, D, P, (I, J)> for ChosenTerms<L, R>
where
    L: OrderTerms<S, G, D, P, I>,
    R: OrderTerms<S, G, D, P, J>,
{
}

/// An expression that rows can be sorted by: any, if they are not distinct; one of `P`, if they are.
pub trait SortedAs<D, P, I> {}
#[diagnostic::do_not_recommend]
impl<E, P> SortedAs<Absent, P, ()> for E {}
impl<E, P: Lists<E, I>, I> SortedAs<Distinct, P, I> for E {}
#[diagnostic::do_not_recommend]
impl<E, T, P> SortedAs<DistinctOn<T>, P, ()> for E {}

/// An expression that a query of scope `S` and grouping `G` can be sorted by.
pub trait Orderable<S, G, I> {}
impl<E: SortRows<S, I>, S, I> Orderable<S, Ungrouped, I> for E {}
impl<E: InGroup<G, J> + Expr<Uses: Varies>, S: Covers<E::Uses, I>, G, I, J> Orderable<S, Grouping<G>, (I, J)> for E {}

impl<Di: Dialect, S, G, C: Sql<Di>> Sql<Di> for Select<S, G, C> {
    const TOK: Tok = C::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}

impl<From, G, D: Clause, P: SelectList, F, W: Clause, GB, H: Clause, O, L: Clause> Query
    for Select<Scope<From, Empty>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type Row = P::Row;
    const WHOLE: Option<Tok> = if D::THERE || W::THERE || H::THERE || L::THERE { None } else { P::TABLE };
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<P::Row> {
        self.sql.P.load(row)
    }
}

// Refused in its own words, see `TakesQuery`.
#[diagnostic::do_not_recommend]
impl<S, G, C, T: Scalar, L> ValueFor<T, L> for Select<S, G, C> {
    type E = NeverEqual<T>;
    type Null = WholeQuery;
    fn into_value(self) -> Self::E {
        NeverEqual::new()
    }
}

impl<From, Outer, G, C: Limits> Subquery for Select<Scope<From, Outer>, G, C> {
    type Outer = Outer;
    type Limit = C::Limit;
}
impl<D, P, F, W, G, H, O, L: Limits> Limits for SelectSql<D, P, F, W, G, H, O, L> {
    type Limit = L::Limit;
}
/// A select list, by its number of values.
#[diagnostic::on_unimplemented(
    message = "this subquery does not select one expression",
    label = "a query of one column is needed",
    note = "select one expression: `.select(posts::author_id)`"
)]
pub trait Values {
    /// The type of the value; of several [`AnyType`].
    type Base;
    /// [`OneValue`] or [`SeveralColumns`].
    type Count;
}
/// One value.
pub struct OneValue;
/// Several values: the list `P`.
pub struct SeveralColumns<P>(PhantomData<P>);
/// One value, not several.
pub trait IsOne {}
#[diagnostic::do_not_recommend]
impl IsOne for OneValue {}
impl<P> IsOne for SeveralColumns<P> where OneValue: HasRoomFor<P> {}
/// The list `P` is one value. None is: the trait is there for its message.
#[diagnostic::on_unimplemented(
    message = "this subquery selects more than one column: `{P}`",
    label = "a query of one column is needed",
    note = "select one expression, not a tuple: `.select(posts::author_id)`"
)]
pub trait HasRoomFor<P> {}
#[diagnostic::do_not_recommend]
impl<P> HasRoomFor<P> for Absent {}
#[diagnostic::do_not_recommend]
impl<P: Expr, R> Values for super::Selected<P, R> {
    type Base = P::Base;
    type Count = OneValue;
}
macro_rules! several {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Row, $($t),+> Values for super::Selected<($($t,)+), Row> {
            type Base = AnyType;
            type Count = SeveralColumns<($($t,)+)>;
        }
    )* };
}
crate::for_tuples!(several);
impl<From, Outer, G, D, P: Values<Count: IsOne>, F, W, GB, H, O, L: Limits> OneColumn
    for Select<Scope<From, Outer>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type Base = P::Base;
}

/// Used by the joins: a table that may be left out.
pub(crate) type Left<T, F> = Joined<T, Nullable, F>;
/// Used by the joins: a table that is always there.
pub(crate) type Inner<T, F> = Joined<T, NotNull, F>;
