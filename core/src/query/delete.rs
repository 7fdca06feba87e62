//! DELETE.

use super::{Absent, AddCondition, SaysWhich, Statement, TableName, update::Unfiltered};
use crate::{
    Result,
    expr::{Accepts, Is, Told, scope::Single},
    node,
    schema::BaseTable,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

node!(/** `DELETE FROM table where` */ DeleteSql<T, W> = "DELETE FROM " T W);

/// Begins a DELETE: `delete(users::table).filter(users::id.eq(1))`.
#[inline]
pub fn delete<T: BaseTable>(table: T) -> Delete<T, Unfiltered> {
    let _ = table;
    Delete { sql: DeleteSql { T: TableName::new(), W: Unfiltered } }
}

/// A DELETE from table `T`.
#[derive(Clone)]
#[must_use = "a DELETE is not run by itself: say `.execute(&mut connection)`"]
pub struct Delete<T, W> {
    pub(crate) sql: DeleteSql<TableName<T>, W>,
}

impl<T: BaseTable> Delete<T, Unfiltered> {
    /// WHERE: which rows.
    #[inline]
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(self, condition: C) -> Delete<T, super::Where<C>>
    where
        Single<T>: Is<Sc>,
    {
        Delete { sql: DeleteSql { T: self.sql.T, W: Absent.and(condition) } }
    }

    /// All rows of the table.
    pub fn all_rows(self) -> Delete<T, Absent> {
        Delete { sql: DeleteSql { T: self.sql.T, W: Absent } }
    }
}
impl<T: BaseTable, P> Delete<T, super::Where<P>> {
    /// WHERE, said again: both conditions must hold.
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(
        self,
        condition: C,
    ) -> Delete<T, super::Where<crate::expr::And<P, C>>>
    where
        Single<T>: Is<Sc>,
    {
        Delete { sql: DeleteSql { T: self.sql.T, W: self.sql.W.and(condition) } }
    }
}

impl<D: Dialect, T: BaseTable, W: Sql<D>> Sql<D> for Delete<T, W> {
    const TOK: Tok = Tok::Writes { table: &T::FROM, several: false, inner: &DeleteSql::<TableName<T>, W>::TOK };
    fn render(&self, w: &mut Writer) {
        w.writes(&T::FROM, false, |w| self.sql.render(w));
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<T, W: SaysWhich<T>> Statement for Delete<T, W> {}
