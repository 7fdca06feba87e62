//! Set operations: UNION, INTERSECT, EXCEPT, each with ALL.

use super::{
    Absent, AddOrder, Alone, Clause, Limits, ListColumns, Query, Rename, Select, SelectList, SelectSql, SetLimit,
    SetOffset, Tabular,
    narrow::FirstLimit,
    select::{IsOne, Values},
    whole::{Whole, narrow_whole},
};
use crate::{
    Result,
    expr::{
        LimitKind, OneColumn, Subquery,
        scope::{Concat, Empty, Joined},
    },
    node,
    sql::{Dialect, DialectKind, Sql, Style, Tok, Writer},
    value::{Binder, Row},
};
use std::marker::PhantomData;

mod heads;
mod kind;
mod order;

pub use heads::{Heads, HeadsOf, Unite, UniteColumn, UniteList, UniteRow};
pub use kind::*;
pub use order::{ListsAt, Position, SetTerms};

node!(/** Two queries, then what orders and limits them together. */ SetSql<L, R, O, N> = L R O N);

/// How loosely a query binds as a part of a set operation: 0 not at all, 3 if it has an ORDER BY or a LIMIT of its own.
pub trait Level {
    /// The level.
    const LEVEL: u8;
    /// Whether it is a set operation that looks at tables around it.
    const IS_CORRELATED_SET: bool = false;
}
impl<D, P, F, W, G, H, O: Clause, L: Clause> Level for SelectSql<D, P, F, W, G, H, O, L> {
    const LEVEL: u8 = if O::THERE || L::THERE { 3 } else { 0 };
}
impl<S, G, C: Level> Level for Select<S, G, C> {
    const LEVEL: u8 = C::LEVEL;
}
impl<L, R: SetKind, O: Clause, N: Clause> Level for SetSql<L, R, O, N> {
    const LEVEL: u8 = if O::THERE || N::THERE { 3 } else { R::LEVEL };
}
impl<C: Level, P, X: Correlates> Level for SetQuery<C, P, X> {
    const LEVEL: u8 = C::LEVEL;
    const IS_CORRELATED_SET: bool = X::CORRELATES;
}

/// A part of a set operation: in parentheses if it binds looser than `MOST`. SQLite does not take parentheses there,
/// but a query of a query.
#[derive(Debug, Clone, Copy)]
pub struct Member<Q, const MOST: u8>(Q);
/// Whether one of these is MariaDB's.
const fn may_be_mariadb(styles: &[Style]) -> bool {
    let mut i = 0;
    while i < styles.len() {
        if matches!(styles[i].kind, DialectKind::MariaDb) {
            return true;
        }
        i += 1;
    }
    false
}
const OPEN: Tok = Tok::Each(&[Tok::Lit("SELECT * FROM ("), Tok::Lit("("), Tok::Lit("("), Tok::Lit("(")]);
impl<D: Dialect, Q: Sql<D> + Level, const MOST: u8> Sql<D> for Member<Q, MOST> {
    const TOK: Tok = if Q::LEVEL > MOST {
        assert!(
            !(Q::IS_CORRELATED_SET && may_be_mariadb(D::STYLES)),
            "a set operation inside of another one cannot look at tables around it on MariaDB: put it on the left of \
             operations of its own kind, or leave out `.correlate(..)`"
        );
        Tok::Seq(const { &[OPEN, Q::TOK, Tok::Lit(")")] })
    } else {
        Q::TOK
    };
    fn render(&self, w: &mut Writer) {
        let group = Q::LEVEL > MOST;
        w.tok(if group { &OPEN } else { &Tok::Lit("") });
        self.0.render(w);
        w.lit(if group { ")" } else { "" });
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// Two queries as one: `P` is its select list, `X` what both take from queries around them.
///
/// The methods of [`SetOperations`] make it. The meaning of `a.union(b).intersect(c)` is that of its nesting,
/// `(a UNION b) INTERSECT c`, on every backend.
///
/// In a subquery that correlates, MariaDB does not see the tables around it from inside such parentheses: there, and on
/// `AnyEngine`, it does not compile (`cargo build` says so, `cargo check` does not see it yet).
#[must_use = "a query is not run by itself: say `.all(&mut connection)`, or `.one(..)`, `.first(..)`, `.optional(..)`"]
pub struct SetQuery<C, P, X> {
    sql: C,
    list: P,
    outer: PhantomData<fn() -> X>,
}
impl<C: Clone, P: Clone, X> Clone for SetQuery<C, P, X> {
    fn clone(&self) -> Self {
        Self::new(self.sql.clone(), self.list.clone())
    }
}
impl<C: Copy, P: Copy, X> Copy for SetQuery<C, P, X> {}
impl<C, P, X> SetQuery<C, P, X> {
    #[inline]
    fn new(sql: C, list: P) -> Self {
        Self { sql, list, outer: PhantomData }
    }
}

/// A query that can be a part of a set operation: a SELECT, another set operation, a list of [`rows`](super::rows).
#[diagnostic::on_unimplemented(
    message = "this cannot be a part of a set operation",
    label = "a query is needed: a SELECT, or another set operation"
)]
pub trait SetMember: Subquery + Sized {
    /// Its select list.
    type List: ListColumns;
    /// Its select list.
    fn list(&self) -> &Self::List;
}
impl<From, Outer, G, D, P: ListColumns, F, W, GB, H, O, L: Limits> SetMember
    for Select<crate::expr::scope::Scope<From, Outer>, G, SelectSql<D, P, F, W, GB, H, O, L>>
{
    type List = P;
    #[inline]
    fn list(&self) -> &P {
        &self.sql.P
    }
}
impl<C: Limits, P: ListColumns + SelectList, X: Correlates> SetMember for SetQuery<C, P, X> {
    type List = P;
    #[inline]
    fn list(&self) -> &P {
        &self.list
    }
}

/// The set operation `K` of `L` and `R`; `MOST` is the level that the left side may have.
type Operation<L, R, K, const MOST: u8> = SetQuery<
    SetSql<Member<L, MOST>, K, Absent, Absent>,
    <<L as SetMember>::List as Unite<ColumnsOf<R>, K>>::List,
    <<L as Subquery>::Outer as Concat<<R as Subquery>::Outer>>::Both,
>;
/// The columns of a part.
type ColumnsOf<R> = <<R as SetMember>::List as ListColumns>::Columns;

macro_rules! operations {
    ($($(#[$m:meta])* $method:ident<$r:ident: SetMember> -> $kind:ident $level:literal;)*) => { $(
        $(#[$m])*
        #[inline]
        fn $method<$r: SetMember>(self, other: $r) -> Operation<Self, $r, $kind<Member<$r, 0>>, $level>
        where
            Self::List: Unite<ColumnsOf<$r>, $kind<Member<$r, 0>>>,
            Self::Outer: Concat<$r::Outer>,
        {
            let list = self.list().unite();
            SetQuery::new(SetSql { L: Member(self), R: $kind { R: Member(other) }, O: Absent, N: Absent }, list)
        }
    )* };
}

/// Set operations of queries with the same columns.
///
/// Both sides have the same number of columns, of the same types; a column can be NULL as the operation says. The names
/// are those of the left side. The result can be ordered, limited, taken into another set operation, and stand wherever
/// a query can.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::{from, SetOperations}};
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
/// # table! { pub struct Guest in guests { #[primary_key(auto)] id: i64, nick: String } }
/// # fn main() {
/// let everybody = from(users::table)
///     .select(users::name)
///     .union(from(guests::table).select(guests::nick))
///     .order_by(users::name)
///     .limit(10);
/// # }
/// ```
pub trait SetOperations: SetMember {
    operations! {
        /// Rows of either, equal ones once.
        union<R: SetMember> -> Union 2;
        /// Rows of both, one behind the other.
        union_all<R: SetMember> -> UnionAll 2;
        /// Rows that are in both, equal ones once.
        intersect<R: SetMember> -> Intersect 1;
        /// Rows that are in both, each as often as in the side that has it less often. Not on SQLite.
        intersect_all<R: SetMember> -> IntersectAll 1;
        /// Rows of the left that are not in the right, equal ones once.
        except<R: SetMember> -> Except 2;
        /// Rows of the left, each as much oftener as it is than in the right. Not on SQLite.
        except_all<R: SetMember> -> ExceptAll 2;
    }
}
impl<Q: SetMember> SetOperations for Q {}

impl<L, R, O, N, P, X> SetQuery<SetSql<L, R, O, N>, P, X> {
    /// ORDER BY: one of the columns of the left side's select list, with `.asc()` or `.desc()` if wanted, or a tuple of
    /// them.
    #[inline]
    pub fn order_by<T: SetTerms<P, I>, I>(self, terms: T) -> SetQuery<SetSql<L, R, O::With, N>, P, X>
    where
        O: AddOrder<T::Sql>,
    {
        let SetSql { L, R, O, N } = self.sql;
        SetQuery::new(SetSql { L, R, O: O.then(terms.into_positions()), N }, self.list)
    }

    /// At most `n` rows.
    #[inline]
    pub fn limit(self, n: u32) -> SetQuery<SetSql<L, R, O, N::With>, P, X>
    where
        N: SetLimit,
    {
        let SetSql { L, R, O, N } = self.sql;
        SetQuery::new(SetSql { L, R, O, N: N.limit(n.into()) }, self.list)
    }

    /// Without the first `n` rows.
    #[inline]
    pub fn offset(self, n: u64) -> SetQuery<SetSql<L, R, O, N::With>, P, X>
    where
        N: SetOffset,
    {
        let SetSql { L, R, O, N } = self.sql;
        SetQuery::new(SetSql { L, R, O, N: N.offset(i64::try_from(n).unwrap_or(i64::MAX)) }, self.list)
    }
}

impl<D: Dialect, C: Sql<D>, P, X> Sql<D> for SetQuery<C, P, X> {
    const TOK: Tok = C::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<C, P: SelectList, X: Alone> Query for SetQuery<C, P, X> {
    type Row = P::Row;
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<P::Row> {
        self.list.load(row)
    }
}
impl<C: Limits, P: SelectList, X: Correlates> Subquery for SetQuery<C, P, X> {
    type Outer = X;
    type Limit = C::Limit;
    const SET_OF: Option<usize> = if X::CORRELATES { None } else { Some(P::WIDTH) };
}
// Limits inside count, too: MySQL and MariaDB refuse them behind IN, wherever they are.
impl<L: Limits, R: Limits, O, N: Limits> Limits for SetSql<L, R, O, N> {
    type Limit = <<N::Limit as LimitKind>::Or<L::Limit> as LimitKind>::Or<R::Limit>;
}
impl<Q: Subquery, const MOST: u8> Limits for Member<Q, MOST> {
    type Limit = Q::Limit;
}
/// A list of tables that a query takes from those around it.
pub trait Correlates {
    /// Whether there is one.
    const CORRELATES: bool;
}
impl Correlates for Empty {
    const CORRELATES: bool = false;
}
impl<T, N, R> Correlates for Joined<T, N, R> {
    const CORRELATES: bool = true;
}
impl<C: Limits, P: SelectList + Values<Count: IsOne>, X: Correlates> OneColumn for SetQuery<C, P, X> {
    type Base = P::Base;
}
impl<C: Limits, P: SelectList + ListColumns, X: Correlates> Tabular for SetQuery<C, P, X> {
    type Columns = P::Columns;
}
impl<Q: Rename<C>, const MOST: u8, C, R, O, N, P, X> Rename<C> for SetQuery<SetSql<Member<Q, MOST>, R, O, N>, P, X> {
    type Renamed = SetSql<Member<Q::Renamed, MOST>, R, O, N>;
    #[inline]
    fn rename(self) -> Self::Renamed {
        let SetSql { L, R, O, N } = self.sql;
        SetSql { L: Member(L.0.rename()), R, O, N }
    }
}
impl<L, R, O, N: FirstLimit, P: SelectList, X> Whole for SetQuery<SetSql<L, R, O, N>, P, X> {
    const LIMIT: &'static str = N::LIMIT;
    const WIDTH: usize = P::WIDTH;
}
narrow_whole!([C, P: SelectList, X: Alone] SetQuery<C, P, X>);
