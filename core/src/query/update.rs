//! UPDATE.

use super::{Absent, AddCondition, Changes, SaysWhich, Statement, TableName, Takes};
use crate::{
    Result,
    expr::{Accepts, Is, Told, scope::Single},
    node,
    schema::BaseTable,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

node!(/** `UPDATE table SET pairs where` */ UpdateSql<T, A, W> = "UPDATE " T " SET " A W);

/// Begins an UPDATE: `update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1))`.
#[inline]
pub fn update<T: BaseTable>(table: T) -> Update<T> {
    let _ = table;
    Update(PhantomData)
}

/// An UPDATE that does not set anything yet.
#[must_use = "an UPDATE is not run by itself: say `.set(..)`, `.filter(..)`, and `.execute(&mut connection)`"]
pub struct Update<T>(PhantomData<fn() -> T>);
impl<T: BaseTable> Update<T> {
    /// SET: one `column.set(..)`, or a tuple of them. The values may use the columns of the row.
    #[inline]
    pub fn set<A, Ch: Takes<A, P, I, Checked: Told>, P, I>(self, assignments: A) -> UpdateSet<T, P, Unfiltered>
    where
        Changes<T, Single<T>>: Is<Ch>,
    {
        UpdateSet { sql: UpdateSql { T: TableName::new(), A: Ch::pairs_of(assignments), W: Unfiltered } }
    }
}

/// The table of an UPDATE that was begun.
pub(super) fn table_of<T>(_: Update<T>) -> TableName<T> {
    TableName::new()
}

/// No condition yet: an UPDATE or DELETE of all rows must say so.
///
/// It is SQL, so that such a statement lacks one thing only: that it is a [`Statement`].
#[derive(Debug, Clone, Copy)]
pub struct Unfiltered;
crate::no_sql!(Unfiltered);

/// An UPDATE of table `T`.
#[derive(Clone)]
#[must_use = "an UPDATE is not run by itself: say `.execute(&mut connection)`"]
pub struct UpdateSet<T, A, W> {
    pub(crate) sql: UpdateSql<TableName<T>, A, W>,
}

impl<T: BaseTable, A> UpdateSet<T, A, Unfiltered> {
    /// WHERE: which rows.
    #[inline]
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(self, condition: C) -> UpdateSet<T, A, super::Where<C>>
    where
        Single<T>: Is<Sc>,
    {
        UpdateSet { sql: UpdateSql { T: self.sql.T, A: self.sql.A, W: Absent.and(condition) } }
    }

    /// All rows of the table.
    pub fn all_rows(self) -> UpdateSet<T, A, Absent> {
        UpdateSet { sql: UpdateSql { T: self.sql.T, A: self.sql.A, W: Absent } }
    }
}
impl<T: BaseTable, A, P> UpdateSet<T, A, super::Where<P>> {
    /// WHERE, said again: both conditions must hold.
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(
        self,
        condition: C,
    ) -> UpdateSet<T, A, super::Where<crate::expr::And<P, C>>>
    where
        Single<T>: Is<Sc>,
    {
        UpdateSet { sql: UpdateSql { T: self.sql.T, A: self.sql.A, W: self.sql.W.and(condition) } }
    }
}

impl<D: Dialect, T: BaseTable, A: Sql<D>, W: Sql<D>> Sql<D> for UpdateSet<T, A, W> {
    const TOK: Tok = Tok::Writes { table: &T::FROM, several: false, inner: &UpdateSql::<TableName<T>, A, W>::TOK };
    fn render(&self, w: &mut Writer) {
        w.writes(&T::FROM, false, |w| self.sql.render(w));
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<T, A, W: SaysWhich<T>> Statement for UpdateSet<T, A, W> {}
