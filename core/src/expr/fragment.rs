//! Reusable parts of queries, with a type that can be named.

use super::{
    Condition, Expr, Fixed,
    scope::{Covers, HasTable, PerRow, Single, Uses, Varies},
};
use crate::{
    Result,
    sql::{AnyDialect, Dialect, MariaDB, MySQL, PostgreSQL, SQLite, Sql, Tok, Writer},
    value::{Binder, Nullable},
};
use std::marker::PhantomData;

/// SQL that every backend has.
///
/// For signatures: `impl Portable` hides a type, and says that it can be used on all backends.
pub trait Portable: Sql<SQLite> + Sql<PostgreSQL> + Sql<MySQL> + Sql<MariaDB> + Sql<AnyDialect> {}
impl<S: Sql<SQLite> + Sql<PostgreSQL> + Sql<MySQL> + Sql<MariaDB> + Sql<AnyDialect>> Portable for S {}

/// A condition on table `T`, usable in any query that has the table. Made by [`on`].
///
/// It is checked where it is written, and named in a signature: `fn popular() -> On<posts::Table, impl Portable>`.
#[derive(Debug)]
pub struct On<T, E>(E, PhantomData<fn() -> T>);
impl<T, E: Clone> Clone for On<T, E> {
    fn clone(&self) -> Self {
        On(self.0.clone(), PhantomData)
    }
}
impl<T, E: Copy> Copy for On<T, E> {}

/// Makes a condition that can be used in any query that has the table `T`.
#[inline]
pub fn on<T, E: Condition<Single<T>, I>, I>(condition: E) -> On<T, E> {
    On(condition, PhantomData)
}

/// The columns of a fragment: those of its table.
pub struct OfTable<T>(PhantomData<T>);
impl<T> Uses for OfTable<T> {
    type Kind = PerRow;
}
#[diagnostic::do_not_recommend]
impl<T> Varies for OfTable<T> {}
impl<S: HasTable<T, I>, T, I> Covers<OfTable<T>, I> for S {
    type Null = Nullable;
}

impl<T, E> Expr for On<T, E> {
    type Base = bool;
    type Uses = OfTable<T>;
}
impl<T, E: Fixed> Fixed for On<T, E> {}
impl<D: Dialect, T, E: Sql<D>> Sql<D> for On<T, E> {
    const TOK: Tok = E::TOK;
    const LOOSE: u8 = E::LOOSE;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
