//! FOR UPDATE and FOR SHARE: rows that are locked as they are read.

use super::{Absent, AlwaysThere, Everything, OrderBy, Query, RowOf, Select, SelectSql, Selected, Then, Ungrouped};
use crate::{
    Result,
    expr::{
        Expr, SortTerms,
        scope::{AnyColumn, Contains, Empty, Joined, NoWindow, Scope, Uses},
    },
    node,
    schema::{Lockable, Table},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Row},
};
use std::marker::PhantomData;

node!(/** `query FOR UPDATE`: not on SQLite. */ ForUpdate<Q, O, W> {
    PostgreSQL, MySQL, MariaDB => [Q " FOR UPDATE" O W];
    SQLite => lacks "`FOR UPDATE` does not exist on {Self}: a transaction that writes has the database for itself";
    AnyDialect => lacks "`FOR UPDATE` does not exist on every backend: SQLite does not have it"
});
node!(/** `query FOR SHARE`: not on SQLite. */ ForShare<Q, O, W> {
    PostgreSQL, MySQL => [Q " FOR SHARE" O W];
    MariaDB => [Q " LOCK IN SHARE MODE" O W];
    SQLite => lacks "`FOR SHARE` does not exist on {Self}: what a transaction read does not change before its end";
    AnyDialect => lacks "`FOR SHARE` does not exist on every backend: SQLite does not have it"
});
node!(/** `OF table`: PostgreSQL and MySQL. */ LockOf<T> {
    PostgreSQL, MySQL => [" OF " T];
    MariaDB => lacks "`FOR UPDATE OF` does not exist on {Self}: there `.for_update()` locks the rows of all tables";
    SQLite => lacks "`FOR UPDATE` does not exist on {Self}: a transaction that writes has the database for itself";
    AnyDialect => lacks "`FOR UPDATE OF` does not exist on every backend, only on PostgreSQL and MySQL"
});
/// Locked rows are left out.
#[derive(Debug, Clone, Copy)]
pub struct SkipLocked;
/// Locked rows are an error.
#[derive(Debug, Clone, Copy)]
pub struct NoWait;
macro_rules! waits {
    ($($wait:ident $text:literal;)*) => { $(
        impl<D: Dialect> Sql<D> for $wait {
            const TOK: Tok = Tok::Lit($text);
        }
    )* };
}
waits! {
    SkipLocked " SKIP LOCKED";
    NoWait " NOWAIT";
}

/// The name of a table, as OF takes it.
pub struct LockName<T>(PhantomData<fn() -> T>);
impl<T> Clone for LockName<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for LockName<T> {}
impl<D: Dialect, T: Table> Sql<D> for LockName<T> {
    const TOK: Tok = Tok::Ident(T::NAME);
}

/// A FROM whose tables can all be locked.
pub trait LockableFrom {}
impl LockableFrom for Empty {}
impl<T: Lockable, N: AlwaysThere<T>, R: LockableFrom> LockableFrom for Joined<T, N, R> {}

/// A select list, or an ORDER BY, of a query whose rows are locked.
#[diagnostic::on_unimplemented(
    message = "`for_update` and `for_share` lock plain rows: a query with a window function has none",
    label = "this query has a window function",
    note = "lock the rows in a query of its own: `.for_update()` stands behind plain rows"
)]
pub trait Windowless {}
#[diagnostic::do_not_recommend]
impl Windowless for Absent {}
#[diagnostic::do_not_recommend]
impl<S> Windowless for Everything<S> {}
#[diagnostic::do_not_recommend]
impl<E: Expr<Uses: Uses<Kind: NoWindow>>, R> Windowless for Selected<E, R> {}
#[diagnostic::do_not_recommend]
impl<P, A, F> Windowless for RowOf<P, A, F> where Selected<P, A>: Windowless {}
macro_rules! windowless {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Row, $($t: Expr<Uses: Uses<Kind: NoWindow>>),+> Windowless for Selected<($($t,)+), Row> {}
    )* };
}
crate::for_tuples!(windowless);
#[diagnostic::do_not_recommend]
impl<T: WindowlessTerms> Windowless for OrderBy<T> {}
/// Terms of such an ORDER BY.
pub trait WindowlessTerms {}
#[diagnostic::do_not_recommend]
impl<T: SortTerms> WindowlessTerms for T {}
#[diagnostic::do_not_recommend]
impl<A: WindowlessTerms, B: WindowlessTerms> WindowlessTerms for Then<A, B> {}

/// A query that locks the rows it reads. It can be run, but not stand inside another.
#[derive(Debug, Clone, Copy)]
pub struct Locked<N> {
    sql: N,
}

/// A query of plain rows: not grouped, not distinct.
type Rows<From, P, F, W, O, L> =
    Select<Scope<From, Empty>, Ungrouped, SelectSql<Absent, P, F, W, Absent, Absent, O, L>>;

macro_rules! locks {
    ($($method:ident $method_of:ident $node:ident { $(#[$m:meta])* } { $(#[$n:meta])* })*) => {
        impl<From, P, F, W, O, L> Rows<From, P, F, W, O, L> { $(
            $(#[$m])*
            #[inline]
            pub fn $method(self) -> Locked<$node<Self, Absent, Absent>>
            where
                From: LockableFrom,
                P: Windowless,
                O: Windowless,
            {
                Locked { sql: $node { Q: self, O: Absent, W: Absent } }
            }

            $(#[$n])*
            #[inline]
            pub fn $method_of<T: Lockable, I>(self, table: T) -> Locked<$node<Self, LockOf<LockName<T>>, Absent>>
            where
                From: Contains<T, AnyColumn, I, Null: AlwaysThere<T>>,
                P: Windowless,
                O: Windowless,
            {
                let _ = table;
                Locked { sql: $node { Q: self, O: LockOf { T: LockName(PhantomData) }, W: Absent } }
            }
        )* }
        $(
            impl<Q, O> Locked<$node<Q, O, Absent>> {
                /// Leaves out rows that another transaction has locked: for work that several take from one table.
                #[inline]
                pub fn skip_locked(self) -> Locked<$node<Q, O, SkipLocked>> {
                    Locked { sql: $node { Q: self.sql.Q, O: self.sql.O, W: SkipLocked } }
                }

                /// Fails where another transaction has locked a row, instead of waiting for it.
                #[inline]
                pub fn no_wait(self) -> Locked<$node<Q, O, NoWait>> {
                    Locked { sql: $node { Q: self.sql.Q, O: self.sql.O, W: NoWait } }
                }
            }
            impl<Q: Query, O, W> Query for Locked<$node<Q, O, W>> {
                type Row = Q::Row;
                #[inline(always)]
                fn load<R: Row + ?Sized>(&self, row: &R) -> Result<Q::Row> {
                    self.sql.Q.load(row)
                }
            }
        )*
    };
}
locks! {
    for_update for_update_of ForUpdate {
        /// `FOR UPDATE`: locks the rows of all tables until the transaction ends, so that nobody else changes or locks them.
        /// PostgreSQL, MySQL and MariaDB; on SQLite a transaction that writes has the database for itself.
        ///
        /// It stands behind plain rows: not distinct, not grouped, without window functions, no set operation.
        ///
        /// An outer join may leave out a table, whose rows cannot be locked then: [`for_update_of`](Self::for_update_of).
    } {
        /// `FOR UPDATE OF table`: locks only the rows of this table. PostgreSQL and MySQL.
    }
    for_share for_share_of ForShare {
        /// `FOR SHARE`: locks the rows so that nobody changes them, but others may read and share them too. PostgreSQL,
        /// MySQL and MariaDB.
    } {
        /// `FOR SHARE OF table`: shares only the rows of this table. PostgreSQL and MySQL.
    }
}

impl<D: Dialect, N: Sql<D>> Sql<D> for Locked<N> {
    const TOK: Tok = N::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
