//! SELECT.

use super::{
    Absent, AddCondition, AddOrder, Distinct, Everything, Grouping, Projection, Query, SelectList,
    SetLimit, SetOffset, Ungrouped,
};
use crate::{
    Result,
    expr::{
        Condition, Expr, InGroup, OrderTerm, Perhaps,
        OneColumn, ScalarQuery, Subquery,
        scope::{Covers, Empty, Joined, RowExpr, Scope},
    },
    node,
    schema::Table,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, NotNull, Nullable, Row, Scalar},
};
use std::marker::PhantomData;

mod group;
mod join;

pub use group::GroupTerms;

node!(
    /// `SELECT distinct list FROM tables where group having order limit lock`
    SelectSql<D, P, F, W, G, H, O, L> = "SELECT " D P " FROM " F W G H O L
);

/// A query: `S` is its scope, `G` its grouping, `C` its clauses. It begins with [`from`].
///
/// The order of the methods is free, but for one thing: what is selected is said after the joins and the grouping.
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
#[inline]
pub fn from<T: Table>(table: T) -> Select<First<T>, Ungrouped, Plain<First<T>, FromTable<T>>> {
    let _ = table;
    Select::new(SelectSql {
        D: Absent,
        P: Everything::default(),
        F: FromTable::new(),
        W: Absent,
        G: Absent,
        H: Absent,
        O: Absent,
        L: Absent,
    })
}

/// A table, in FROM.
pub struct FromTable<T>(PhantomData<fn() -> T>);
impl<T> FromTable<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T> Clone for FromTable<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for FromTable<T> {}
impl<D: Dialect, T: Table> Sql<D> for FromTable<T> {
    const TOK: Tok = T::FROM;
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

impl<S, Gr, D, P, F, W, G, H, O, L> Select<S, Gr, SelectSql<D, P, F, W, G, H, O, L>> {
    /// WHERE. Said again, both conditions must hold.
    #[inline]
    pub fn filter<C: Condition<S, I>, I>(
        self,
        condition: C,
    ) -> Select<S, Gr, SelectSql<D, P, F, W::With, G, H, O, L>>
    where
        W: AddCondition<C>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W: W.and(condition), G, H, O, L })
    }

    /// WHERE, if there is a value: `.filter_some(name, |name| users::name.eq(name))`.
    #[inline]
    pub fn filter_some<V, C: Condition<S, I> + Expr, I>(
        self,
        value: Option<V>,
        condition: impl FnOnce(V) -> C,
    ) -> Select<S, Gr, SelectSql<D, P, F, W::With, G, H, O, L>>
    where
        W: AddCondition<Perhaps<C>>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W: W.and(Perhaps(value.map(condition))), G, H, O, L })
    }

    /// SELECT: an expression, a tuple of expressions, or a `row!`.
    #[inline]
    pub fn select<Q: Projection<S, Gr, I>, I>(
        self,
        list: Q,
    ) -> Select<S, Gr, SelectSql<D, Q::List, F, W, G, H, O, L>> {
        let SelectSql { D, P: _, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P: list.into_list(), F, W, G, H, O, L })
    }

    /// ORDER BY one term or a tuple of them. Said again, later terms decide between rows that are equal so far.
    #[inline]
    pub fn order_by<T: OrderTerms<S, Gr, I>, I>(
        self,
        terms: T,
    ) -> Select<S, Gr, SelectSql<D, P, F, W, G, H, O::With, L>>
    where
        O: AddOrder<T>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H, O: O.then(terms), L })
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

    /// `SELECT DISTINCT`: equal rows only once.
    #[inline]
    pub fn distinct(self) -> Select<S, Gr, SelectSql<Distinct, P, F, W, G, H, O, L>> {
        let SelectSql { D: _, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D: Distinct {}, P, F, W, G, H, O, L })
    }
}

/// Terms of ORDER BY in a query of scope `S` and grouping `G`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "an expression, with `.asc()` or `.desc()` if wanted, or a tuple of them is needed"
)]
pub trait OrderTerms<S, G, I> {}
/// Index: a single term.
pub struct OneTerm<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<T: OrderTerm<Of: Orderable<S, G, I>>, S, G, I> OrderTerms<S, G, OneTerm<I>> for T {}
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Sc, Gr, $($t: OrderTerm<Of: Orderable<Sc, Gr, $i>>, $i),+> OrderTerms<Sc, Gr, ($($i,)+)> for ($($t,)+) {}
    )* };
}
crate::for_tuples!(terms);

/// An expression that a query of scope `S` and grouping `G` can be sorted by.
pub trait Orderable<S, G, I> {}
#[diagnostic::do_not_recommend]
impl<E: RowExpr<S, I>, S, I> Orderable<S, Ungrouped, I> for E {}
#[diagnostic::do_not_recommend]
impl<E: InGroup<G, J>, S: Covers<E::Uses, I>, G, I, J> Orderable<S, Grouping<G>, (I, J)> for E {}

impl<Di: Dialect, S, G, C: Sql<Di>> Sql<Di> for Select<S, G, C> {
    const TOK: Tok = C::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}

impl<From, G, D, P: SelectList, F, W, GB, H, O, L> Query
    for Select<Scope<From, Empty>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type Row = P::Row;
    #[inline]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<P::Row> {
        self.sql.P.load(row)
    }
}

impl<From, Outer, G, C> Subquery for Select<Scope<From, Outer>, G, C> {
    type Outer = Outer;
}
/// A row of one value.
pub trait OneValue {
    /// The value type.
    type Base: Scalar;
}
impl<P: Expr, R> OneValue for super::Selected<P, R> {
    type Base = P::Base;
}
impl<From, Outer, G, D, P: OneValue, F, W, GB, H, O, L> OneColumn
    for Select<Scope<From, Outer>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type Base = P::Base;
}
#[diagnostic::do_not_recommend]
impl<T, From, Outer, G, D, P: OneValue<Base = T>, F, W, GB, H, O, L> ScalarQuery<T>
    for Select<Scope<From, Outer>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
}

/// Used by the joins: a table that may be left out.
pub(crate) type Left<T, F> = Joined<T, Nullable, F>;
/// Used by the joins: a table that is always there.
pub(crate) type Inner<T, F> = Joined<T, NotNull, F>;
