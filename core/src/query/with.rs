//! WITH: queries that fill shapes for the statement behind them.

use super::{
    Absent, Alone, AlwaysThere, Filled, Fills, ListColumns, Pin, Query, Rename, Returning, Select, SelectSql,
    SetMember, Statement, Tabular, Then, Ungrouped, Writes,
    whole::{Whole, narrow_whole},
};
use crate::{
    Result,
    expr::{
        OneColumn, Subquery,
        scope::{AnyColumn, Contains, Empty, Scope},
    },
    node,
    schema::{Shape, Table},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Row},
};
use std::marker::PhantomData;

node!(/** `name (columns) AS (query)` */ Cte<H, Q> = H " AS (" Q ")");
node!(/** `name (columns) AS (first UNION ALL step)` */ RecursiveCte<H, A, S> = H " AS (" A " UNION ALL " S ")");
node!(/** `name (columns) AS (first UNION step)` */ DistinctCte<H, A, S> = H " AS (" A " UNION " S ")");
node!(/** `name (columns) AS (statement)`: PostgreSQL. */ WritingCte<H, S> {
    PostgreSQL => [H " AS (" S ")"];
    SQLite, MySQL, MariaDB => lacks "{Self} has no `WITH` of statements that write, only PostgreSQL has";
    AnyDialect => lacks "not every backend has a `WITH` of statements that write, only PostgreSQL has"
});
node!(/** `WITH tables query` */ WithSql<C, M> = "WITH " C " " M);
node!(/** `WITH RECURSIVE tables query` */ WithRecursiveSql<C, M> = "WITH RECURSIVE " C " " M);
node!(/** `WITH tables statement`: not on MySQL and MariaDB. */ WithWritingSql<C, M> {
    SQLite, PostgreSQL => ["WITH " C " " M];
    MySQL, MariaDB => lacks "`WITH` before a statement that writes does not exist on {Self}: \
        there it is inside, `insert(..).columns(..).query(with(..).query(..))`";
    AnyDialect => lacks "`WITH` before a statement that writes does not exist on every backend"
});
node!(/** `WITH RECURSIVE tables statement`: not on MySQL and MariaDB. */ WithRecursiveWritingSql<C, M> {
    SQLite, PostgreSQL => ["WITH RECURSIVE " C " " M];
    MySQL, MariaDB => lacks "`WITH` before a statement that writes does not exist on {Self}: \
        there it is inside, `insert(..).columns(..).query(with(..).query(..))`";
    AnyDialect => lacks "`WITH` before a statement that writes does not exist on every backend"
});

/// `name (columns)`: what a CTE is called.
pub struct CteHead<T>(PhantomData<fn() -> T>);
impl<T> CteHead<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T> Clone for CteHead<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for CteHead<T> {}
impl<D: Dialect, T: Table> Sql<D> for CteHead<T> {
    const TOK: Tok = Tok::Seq(&[
        Tok::Ident(T::NAME),
        Tok::Lit(" ("),
        Tok::Columns { qualifier: None, names: T::COLUMN_NAMES },
        Tok::Lit(")"),
    ]);
}

/// A kind of WITH: no table refers to itself.
pub struct Plain;
/// A kind of WITH: a table may refer to itself.
pub struct Recursive;
/// A kind of WITH.
pub trait WithKind {
    /// Together with a recursive table, it is recursive.
    type Sql<C, M>;
    /// The same before a statement that writes.
    type WritingSql<C, M>;
    /// Puts it together.
    fn sql<C, M>(ctes: C, main: M) -> Self::Sql<C, M>;
    /// Puts it together before a statement that writes.
    fn writing_sql<C, M>(ctes: C, main: M) -> Self::WritingSql<C, M>;
}
macro_rules! kinds {
    ($($kind:ident $with:ident $writing:ident)*) => { $(
        impl WithKind for $kind {
            type Sql<C, M> = $with<C, M>;
            type WritingSql<C, M> = $writing<C, M>;
            fn sql<C, M>(ctes: C, main: M) -> $with<C, M> {
                $with { C: ctes, M: main }
            }
            fn writing_sql<C, M>(ctes: C, main: M) -> $writing<C, M> {
                $writing { C: ctes, M: main }
            }
        }
    )* };
}
kinds!(Plain WithSql WithWritingSql Recursive WithRecursiveSql WithRecursiveWritingSql);

/// What the closures of a WITH get: the tables so far, one [`Filled`] or a tuple of them.
pub trait Tables {
    /// Together with one more.
    type And<T>: Tables;
    /// The tables. They are nothing but types.
    fn tables() -> Self;
}
macro_rules! tables {
    ($([$($t:ident)+] $($all:ident)*;)*) => { $(
        impl<$($t),+> Tables for tables!(@type $($t)+) {
            type And<Last> = tables!(@and [$($t)+] $($all)*);
            fn tables() -> Self {
                tables!(@value $($t)+)
            }
        }
    )* };
    (@type $t:ident) => { Filled<$t> };
    (@type $($t:ident)+) => { ($(Filled<$t>,)+) };
    (@value $t:ident) => { Filled::new() };
    (@value $($t:ident)+) => { ($(Filled::<$t>::new(),)+) };
    (@and [$($t:ident)+]) => { ($(Filled<$t>,)+ Filled<Last>) };
    (@and $t:tt full) => { Self };
}
tables! {
    [A];
    [A B];
    [A B C];
    [A B C D];
    [A B C D E];
    [A B C D E F];
    [A B C D E F G];
    [A B C D E F G H] full;
}

/// A WITH: `K` says whether it is recursive, `C` are its tables as SQL, `T` as values. Made by [`with`].
pub struct With<K, C, T> {
    ctes: C,
    kind: PhantomData<fn() -> (K, T)>,
}
fn make<K, C, T>(ctes: C) -> With<K, C, T> {
    With { ctes, kind: PhantomData }
}

/// The CTE of a query that fills the shape `T`.
type Plainly<T, Q> = Cte<CteHead<T>, Q>;
/// The CTE of two queries that fill the shape `T`, the second from the first and from itself.
type Recursively<T, A, S> =
    RecursiveCte<CteHead<T>, <A as Pin<<T as Shape>::Columns>>::Pinned, <S as Pin<<T as Shape>::Columns>>::Pinned>;
/// The same without equal rows.
type Distinctly<T, A, S> =
    DistinctCte<CteHead<T>, <A as Pin<<T as Shape>::Columns>>::Pinned, <S as Pin<<T as Shape>::Columns>>::Pinned>;

/// WITH: a query that fills a shape for the query behind it, where it is a table that can be read several times.
///
/// What is said in `.query(..)` gets the table, and can use it like any other. `.with(..)` adds another.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{from, with}};
/// # table! { pub struct Sale in sales { #[primary_key(auto)] id: i64, supplier_id: i64, price: f64 } }
/// shape! { pub revenue { supplier_id: i64, total: Option<f64> } }
/// shape! { pub best { total: Option<f64> } }
///
/// # fn main() {
/// let totals = from(sales::table)
///     .group_by(sales::supplier_id)
///     .select(revenue::Columns { supplier_id: sales::supplier_id, total: sum(sales::price) });
/// let query = with(revenue::table, totals)
///     .with(best::table, |revenue| from(revenue).select(max(revenue::total)))
///     .query(|(revenue, best)| {
///         from(revenue).join(best, best::total.eq(revenue::total)).select(revenue::supplier_id)
///     });
/// # }
/// ```
#[inline]
pub fn with<T: Shape, Q>(shape: T, query: Q) -> With<Plain, Plainly<T, Q>, Filled<T>>
where
    Q: Tabular<Columns: Fills<T::Columns>, Outer: Alone>,
{
    let _ = shape;
    make(Cte { H: CteHead::new(), Q: query })
}

/// WITH RECURSIVE: rows that begin with those of `first`, and go on with those that `step` finds from the rows before,
/// until it finds none. Equal rows are kept: a cycle in the data has no end, unless `step` counts.
///
/// `step` reads the table that it gets exactly once, and joins others to it. What it selects has the columns of the
/// shape, as `first`.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{from, with_recursive}};
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, manager_id: Option<i64> } }
/// shape! { pub chain { id: i64, depth: i64 } }
///
/// # fn main() {
/// let everybody_below_1 = with_recursive(
///     chain::table,
///     from(users::table).filter(users::id.eq(1)).select((users::id, value(0_i64))),
///     |chain| from(chain).join(users::table, users::manager_id.eq(chain::id)).select((users::id, chain::depth.add(1))),
/// )
/// .query(|chain| from(chain).order_by(chain::depth));
/// # }
/// ```
#[inline]
pub fn with_recursive<T: Shape, A, S, I>(
    shape: T,
    first: A,
    step: impl FnOnce(Filled<T>) -> S,
) -> With<Recursive, Recursively<T, A, S>, Filled<T>>
where
    A: Tabular<Columns: Fills<T::Columns>, Outer: Alone> + Pin<T::Columns>,
    S: Tabular<Columns: Fills<T::Columns>, Outer: Alone> + Step<T, I> + Pin<T::Columns>,
{
    let _ = shape;
    make(RecursiveCte { H: CteHead::new(), A: first.pin(), S: step(Filled::new()).pin() })
}

/// As [`with_recursive`], but with each row once: so it ends where the data has a cycle.
#[inline]
pub fn with_recursive_distinct<T: Shape, A, S, I>(
    shape: T,
    first: A,
    step: impl FnOnce(Filled<T>) -> S,
) -> With<Recursive, Distinctly<T, A, S>, Filled<T>>
where
    A: Tabular<Columns: Fills<T::Columns>, Outer: Alone> + Pin<T::Columns>,
    S: Tabular<Columns: Fills<T::Columns>, Outer: Alone> + Step<T, I> + Pin<T::Columns>,
{
    let _ = shape;
    make(DistinctCte { H: CteHead::new(), A: first.pin(), S: step(Filled::new()).pin() })
}

/// WITH a statement that writes, and the rows it gives back: `delete(..).returning(..)`. PostgreSQL.
#[inline]
pub fn with_writing<T: Shape, N, P>(
    shape: T,
    statement: Returning<N, P>,
) -> With<Plain, WritingCte<CteHead<T>, Returning<N, P>>, Filled<T>>
where
    P: ListColumns<Columns: Fills<T::Columns>>,
{
    let _ = shape;
    make(WritingCte { H: CteHead::new(), S: statement })
}

impl<K: WithKind, C, T: Tables> With<K, C, T> {
    /// One more table. Its query gets those so far, several as a tuple.
    #[inline]
    pub fn with<U: Shape, Q>(self, shape: U, query: impl FnOnce(T) -> Q) -> With<K, Then<C, Plainly<U, Q>>, T::And<U>>
    where
        Q: Tabular<Columns: Fills<U::Columns>, Outer: Alone>,
    {
        let _ = shape;
        make(Then { A: self.ctes, B: Cte { H: CteHead::new(), Q: query(T::tables()) } })
    }

    /// One more table, as [`with_recursive`]: `first` gets the tables so far, `step` also the new one.
    #[inline]
    pub fn with_recursive<U: Shape, A, S, I>(
        self,
        shape: U,
        first: impl FnOnce(T) -> A,
        step: impl FnOnce(T, Filled<U>) -> S,
    ) -> With<Recursive, Then<C, Recursively<U, A, S>>, T::And<U>>
    where
        A: Tabular<Columns: Fills<U::Columns>, Outer: Alone> + Pin<U::Columns>,
        S: Tabular<Columns: Fills<U::Columns>, Outer: Alone> + Step<U, I> + Pin<U::Columns>,
    {
        let _ = shape;
        let (first, step) = (first(T::tables()).pin(), step(T::tables(), Filled::new()).pin());
        make(Then { A: self.ctes, B: RecursiveCte { H: CteHead::new(), A: first, S: step } })
    }

    /// One more table: the rows that a statement gives back, as [`with_writing`]. PostgreSQL.
    ///
    /// All statements see the tables as they were before.
    #[inline]
    pub fn with_writing<U: Shape, N, P>(
        self,
        shape: U,
        statement: impl FnOnce(T) -> Returning<N, P>,
    ) -> With<K, Then<C, WritingCte<CteHead<U>, Returning<N, P>>>, T::And<U>>
    where
        P: ListColumns<Columns: Fills<U::Columns>>,
    {
        let _ = shape;
        make(Then { A: self.ctes, B: WritingCte { H: CteHead::new(), S: statement(T::tables()) } })
    }

    /// The query, which can read the tables. It can be run, and stand wherever a query can.
    #[inline]
    pub fn query<M: SetMember>(self, query: impl FnOnce(T) -> M) -> WithQuery<K::Sql<C, M>> {
        WithQuery { sql: K::sql(self.ctes, query(T::tables())) }
    }

    /// The INSERT, UPDATE or DELETE, with or without RETURNING, which can read the tables. SQLite and PostgreSQL.
    #[inline]
    pub fn statement<M: WritesOrReturns>(self, statement: impl FnOnce(T) -> M) -> WithStatement<K::WritingSql<C, M>> {
        WithStatement { sql: K::writing_sql(self.ctes, statement(T::tables())) }
    }
}

/// A SELECT that finds further rows of the shape `T` from those before.
#[diagnostic::on_unimplemented(
    message = "this query cannot be the step of a recursive one",
    label = "a SELECT of plain rows that reads `{T}` is needed",
    note = "it groups, orders and limits nothing, and reads the table that it gets: `from(it).join(..).select(..)`"
)]
pub trait Step<T, I> {}
#[diagnostic::do_not_recommend]
impl<T, From, P, F, W, I> Step<T, I>
    for Select<Scope<From, Empty>, Ungrouped, SelectSql<Absent, P, F, W, Absent, Absent, Absent, Absent>>
where
    From: Contains<T, AnyColumn, I, Null: AlwaysThere<T>>,
{
}

/// An INSERT, UPDATE or DELETE, with or without RETURNING.
#[diagnostic::on_unimplemented(
    message = "this is not a statement that writes",
    label = "an INSERT, UPDATE or DELETE is needed",
    note = "a query stands in `.query(..)`"
)]
pub trait WritesOrReturns {}
#[diagnostic::do_not_recommend]
impl<W: Writes> WritesOrReturns for W {}
#[diagnostic::do_not_recommend]
impl<N, P> WritesOrReturns for Returning<N, P> {}

/// A query behind a WITH.
#[derive(Debug, Clone, Copy)]
#[must_use = "a query is not run by itself: say `.all(&mut connection)`"]
pub struct WithQuery<N> {
    sql: N,
}
/// A statement that writes, behind a WITH.
#[derive(Debug, Clone, Copy)]
pub struct WithStatement<N> {
    sql: N,
}
/// A WITH and what stands behind it.
pub trait Behind {
    /// What stands behind it.
    type Main;
    /// What stands behind it.
    fn main(&self) -> &Self::Main;
}
/// A WITH whose tables are all read, not written: only such a one can stand inside another query.
#[diagnostic::on_unimplemented(
    message = "a `with` of statements that write cannot stand inside another query",
    label = "run it by itself"
)]
pub trait OnlyReads {}
#[diagnostic::do_not_recommend]
impl<H, Q> OnlyReads for Cte<H, Q> {}
#[diagnostic::do_not_recommend]
impl<H, A, S> OnlyReads for RecursiveCte<H, A, S> {}
#[diagnostic::do_not_recommend]
impl<H, A, S> OnlyReads for DistinctCte<H, A, S> {}
#[diagnostic::do_not_recommend]
impl<A: OnlyReads, B: OnlyReads> OnlyReads for Then<A, B> {}

macro_rules! behind {
    ($($node:ident)*) => { $(
        impl<C, M> Behind for $node<C, M> {
            type Main = M;
            #[inline]
            fn main(&self) -> &M {
                &self.M
            }
        }
    )* };
}
behind!(WithSql WithRecursiveSql WithWritingSql WithRecursiveWritingSql);
macro_rules! delegates {
    ($($with:ident)*) => { $(
        impl<D: Dialect, N: Sql<D>> Sql<D> for $with<N> {
            const TOK: Tok = N::TOK;
            fn render(&self, w: &mut Writer) {
                self.sql.render(w);
            }
            #[inline(always)]
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                self.sql.bind(binder)
            }
        }
        impl<N: Behind<Main: Query>> Query for $with<N> {
            type Row = <N::Main as Query>::Row;
            fn may_write(&self) -> bool {
                true
            }
            #[inline(always)]
            fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Self::Row> {
                self.sql.main().load(row)
            }
        }
    )* };
}
delegates!(WithQuery WithStatement);
#[diagnostic::do_not_recommend]
impl<N: Behind<Main: Statement>> Statement for WithStatement<N> {}
impl<N: Behind<Main: Writes>> Writes for WithStatement<N> {}

macro_rules! nests {
    ($($node:ident)*) => { $(
        impl<C: OnlyReads, M: Subquery> Subquery for WithQuery<$node<C, M>> {
            type Outer = M::Outer;
            type Limit = M::Limit;
        }
        impl<C: OnlyReads, M: OneColumn> OneColumn for WithQuery<$node<C, M>> {
            type Base = M::Base;
        }
        impl<C: OnlyReads, M: Tabular> Tabular for WithQuery<$node<C, M>> {
            type Columns = M::Columns;
        }
        impl<C, M: Rename<Names>, Names> Rename<Names> for WithQuery<$node<C, M>> {
            type Renamed = $node<C, M::Renamed>;
            #[inline]
            fn rename(self) -> Self::Renamed {
                $node { C: self.sql.C, M: self.sql.M.rename() }
            }
        }
        impl<C: OnlyReads, M: Whole> Whole for WithQuery<$node<C, M>> {
            const LIMIT: &'static str = M::LIMIT;
            const WIDTH: usize = M::WIDTH;
        }
    )* };
}
nests!(WithSql WithRecursiveSql);
narrow_whole!([N] WithQuery<N>);
