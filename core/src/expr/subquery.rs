//! Queries inside expressions.

use super::{
    Expr, Told,
    scope::{Both, Correlated, Empty, Maybe, Nothing, Sure, Uses},
};
use crate::{
    Result, node,
    sql::{AnyDialect, Dialect, MariaDB, MySQL, PostgreSQL, SQLite, Sql, Tok, Writer},
    value::{Binder, Scalar},
};
use std::marker::PhantomData;

/// A query that can stand inside another one.
pub trait Subquery {
    /// The tables that it takes from the queries around it, by `.correlate(..)`.
    type Outer;
    /// Whether it has a limit or an offset: [`Limited`] or [`Unlimited`].
    type Limit: LimitKind;
    /// Its number of columns, if it is a set operation that looks at no table around it.
    const SET_OF: Option<usize> = None;
}

/// A query with a limit or an offset.
pub struct Limited;
/// A query without a limit.
pub struct Unlimited;
/// [`Limited`] or [`Unlimited`].
pub trait LimitKind {
    /// Whether there is one.
    const IS_LIMITED: bool;
    /// Whether one of both is there.
    type Or<Other: LimitKind>: LimitKind;
}
impl LimitKind for Limited {
    const IS_LIMITED: bool = true;
    type Or<Other: LimitKind> = Self;
}
impl LimitKind for Unlimited {
    const IS_LIMITED: bool = false;
    type Or<Other: LimitKind> = Other;
}

/// In this dialect, a query of this limit that takes the tables `Outer` from around it can stand behind IN.
#[diagnostic::on_unimplemented(
    message = "on {Self}, `in_query(..)` of a query that has a limit cannot use the tables around it",
    label = "not available on {Self}",
    note = "leave out `.limit(..)`, or `.correlate(..)`"
)]
pub trait InLimited<Limit, Outer> {}
#[diagnostic::do_not_recommend]
impl<D: Dialect, O> InLimited<Unlimited, O> for D {}
#[diagnostic::do_not_recommend]
impl<D: Dialect> InLimited<Limited, Empty> for D {}

/// Declares what stands beside a query behind IN. MySQL and MariaDB take one with a limit only as a derived table.
macro_rules! beside {
    ($($(#[$m:meta])* $name:ident = $derived:literal;)*) => { $(
        $(#[$m])*
        pub struct $name<Q>(PhantomData<fn() -> Q>);
        impl<Q> Clone for $name<Q> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<Q> Copy for $name<Q> {}
        beside!(@on [SQLite PostgreSQL] $name [_limit => Tok::Lit("")] []);
        beside!(@on [MySQL MariaDB] $name
            [limited => Tok::Lit(if limited { $derived } else { "" })] [InLimited<Q::Limit, Q::Outer>]);
        beside!(@on [AnyDialect] $name [limited => if limited {
            Tok::Each(&[Tok::Lit(""), Tok::Lit(""), Tok::Lit($derived), Tok::Lit($derived)])
        } else {
            Tok::Lit("")
        }] [InLimited<Q::Limit, Q::Outer>]);
    )* };
    (@on [$($d:ident)+] $name:ident $tok:tt $bound:tt) => { $( beside!(@one $d $name $tok $bound); )+ };
    (@one $d:ident $name:ident [$limited:ident => $tok:expr] [$($bound:path)?]) => {
        impl<Q: Subquery> Sql<$d> for $name<Q> $(where $d: $bound)? {
            const TOK: Tok = {
                let $limited = <Q::Limit as LimitKind>::IS_LIMITED;
                $tok
            };
        }
    };
}
beside! {
    /// What stands before the query.
    Opening = "SELECT * FROM (";
    /// What stands behind the query.
    Closing = ") AS limited";
}

/// A query of one column of value type `T`, beside the expression `E`.
pub trait ScalarQuery<T, E = super::this_argument>: Subquery {
    /// See [`Told`](super::Told).
    type Checked;
}
impl<Q: OneColumn<Base: ColumnOf<T, E>>, T, E> ScalarQuery<T, E> for Q {
    type Checked = ();
}

/// The one column of a subquery has the type `T`, that of the expression `E`.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{T}`, but the subquery's column is a `{Self}`",
    label = "a query of a `{T}` column is needed",
    note = "select an expression of that type: `.select(..)`"
)]
pub trait ColumnOf<T, E> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar, E> ColumnOf<T, E> for T {}
#[diagnostic::do_not_recommend]
impl<T, E> ColumnOf<T, E> for AnyType {}

/// The value type of several columns: whatever is wanted, so that their number is the only thing that is told.
pub struct AnyType;
/// A column of the type `Self` is read as a `T`.
pub trait ReadAs<T> {}
#[diagnostic::do_not_recommend]
impl<T: Scalar> ReadAs<T> for T {}
#[diagnostic::do_not_recommend]
impl<T> ReadAs<T> for AnyType {}

/// A query of one column, whatever its type.
#[diagnostic::on_unimplemented(
    message = "this subquery does not have exactly one column",
    label = "a query of one column is needed",
    note = "select one expression: `.select(posts::author_id)`"
)]
pub trait OneColumn: Subquery {
    /// The value type of the column.
    type Base;
}

/// [`OneColumn`], by another name, so that messages do not list the queries that are.
pub trait IsScalar<T>: Subquery {
    /// See [`Told`].
    type Checked;
}
impl<Q: OneColumn<Base: ReadAs<T>>, T> IsScalar<T> for Q {
    type Checked = ();
}

node!(/** `EXISTS (query)` */ ExistsSql<Q> = "EXISTS (" Q ")");
node!(/** `NOT EXISTS (query)` */ NotExistsSql<Q> @ NOT = "NOT EXISTS (" Q ")");
/// A query inside of EXISTS. MariaDB takes away the columns of a set operation there, and then has wrong rows where
/// parts of it are in parentheses: it gets such a query by name.
#[derive(Debug, Clone, Copy)]
pub struct Exist<Q>(Q);
impl<Q: Subquery> Exist<Q> {
    const WIDTH: usize = match Q::SET_OF {
        Some(width) => width,
        None => 0,
    };
    const WITH: Tok = Tok::Seq(&[Tok::Lit("WITH found ("), Tok::Names(Self::WIDTH), Tok::Lit(") AS (")]);
    const BEFORE: Tok = match Q::SET_OF {
        None => Tok::Lit(""),
        Some(_) => Tok::Each(&[Tok::Lit(""), Tok::Lit(""), Self::WITH, Self::WITH]),
    };
    const AFTER: Tok = match Q::SET_OF {
        None => Tok::Lit(""),
        Some(_) => {
            const END: Tok = Tok::Lit(") SELECT 1 FROM found");
            Tok::Each(&[Tok::Lit(""), Tok::Lit(""), END, END])
        }
    };
}
impl<D: Dialect, Q: Sql<D> + Subquery> Sql<D> for Exist<Q> {
    const TOK: Tok = Tok::Seq(&[Self::BEFORE, Q::TOK, Self::AFTER]);
    fn render(&self, w: &mut Writer) {
        w.tok(&Self::BEFORE);
        self.0.render(w);
        w.tok(&Self::AFTER);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
node!(/** `(query)` */ ScalarSql<Q> = "(" Q ")");
node!(/** `operand IN (query)` */ InSql<E, O, Q, C> @ COMPARISON = [E] " IN (" O Q C ")");
node!(/** `operand NOT IN (query)` */ NotInSql<E, O, Q, C> @ COMPARISON = [E] " NOT IN (" O Q C ")");

/// An expression made of a node `N`, of type `T`, that uses the columns `U`.
#[derive(Debug)]
pub struct Typed<N, T, U>(N, PhantomData<fn() -> (T, U)>);
crate::cloned!(Typed<N, T, U> { 0: N, 1 };);
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
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
pub(crate) fn typed<N, T, U>(node: N) -> Typed<N, T, U> {
    Typed(node, PhantomData)
}

/// Whether the query has a row: `EXISTS (query)`.
#[inline]
pub fn exists<Q: Subquery>(query: Q) -> Typed<ExistsSql<Exist<Q>>, bool, Correlated<Q::Outer>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(ExistsSql { Q: Exist(query) })
}

/// Whether the query has no row: `NOT EXISTS (query)`.
#[inline]
pub fn not_exists<Q: Subquery>(query: Q) -> Typed<NotExistsSql<Exist<Q>>, bool, Correlated<Q::Outer>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(NotExistsSql { Q: Exist(query) })
}

/// The one value of a query of one column; NULL if the query has no row.
#[inline]
pub fn scalar<Q: IsScalar<T, Checked: Told>, T>(query: Q) -> Typed<ScalarSql<Q>, T, Maybe<Correlated<Q::Outer>>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(ScalarSql { Q: query })
}

/// The query as it stands behind IN, ANY and ALL, with what stands beside it.
pub(super) fn beside<Q>(query: Q) -> (Opening<Q>, Q, Closing<Q>) {
    (Opening(PhantomData), query, Closing(PhantomData))
}

/// What an IN with a subquery uses: NULL if the operand is, or if the query may hold one.
pub type InUses<E, Q> = Both<<E as Expr>::Uses, Maybe<Both<Nothing, Sure<Correlated<<Q as Subquery>::Outer>>>>>;

/// `operand IN (query)`, the query being a derived table where that is needed.
type In<E, Q> = InSql<E, Opening<Q>, Q, Closing<Q>>;
/// `operand NOT IN (query)`, likewise.
type NotIn<E, Q> = NotInSql<E, Opening<Q>, Q, Closing<Q>>;

/// Membership in the result of a query.
#[allow(non_snake_case, reason = "parts are named as in `node!`")]
pub trait InQuery: Expr {
    /// `self IN (query)`
    #[inline]
    fn in_query<Q: ScalarQuery<Self::Base, Self, Checked: Told>>(
        self,
        query: Q,
    ) -> Typed<In<Self, Q>, bool, InUses<Self, Q>>
    where
        Correlated<Q::Outer>: Uses,
    {
        let (O, Q, C) = beside(query);
        typed(InSql { E: self, O, Q, C })
    }

    /// `self NOT IN (query)`. As in SQL, it is NULL where the query holds a NULL; `not_exists` has no such trap.
    #[inline]
    fn not_in_query<Q: ScalarQuery<Self::Base, Self, Checked: Told>>(
        self,
        query: Q,
    ) -> Typed<NotIn<Self, Q>, bool, InUses<Self, Q>>
    where
        Correlated<Q::Outer>: Uses,
    {
        let (O, Q, C) = beside(query);
        typed(NotInSql { E: self, O, Q, C })
    }
}
impl<E: Expr> InQuery for E {}
