//! DELETE of rows by other tables.

use super::{
    Absent, AddCondition, Beside, CrossJoin, Delete, HasRows, InnerJoin, SaysWhich, Source, Statement, TableName,
    Unfiltered, Where, Writes,
};
use crate::{
    Result,
    expr::{
        Accepts, And, Condition, Is, Told,
        scope::{Empty, Joined, Scope},
    },
    node,
    schema::BaseTable,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, NotNull},
};
use std::marker::PhantomData;

node!(/** `DELETE FROM table USING others where`; on SQLite a subquery says the same. */ DeleteUsingSql<T, U, W> {
    SQLite => ["DELETE FROM " T " WHERE EXISTS (SELECT 1 FROM " U W ")"];
    PostgreSQL => ["DELETE FROM " T " USING " U W];
    MySQL, MariaDB => ["DELETE FROM " T " USING " T ", " U W]
});

/// One more table in the list `S`.
type More<T, S> = Joined<<T as Source>::Table, NotNull, S>;

impl<T: BaseTable> Delete<T, Unfiltered> {
    /// Other tables, whose rows say what is deleted: `DELETE .. USING`; on SQLite it becomes `WHERE EXISTS`.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::delete};
    /// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, author_id: i64 } }
    /// # fn main() {
    /// let of_ann = delete(posts::table)
    ///     .using(users::table)
    ///     .filter(posts::author_id.eq(users::id).and(users::name.eq("Ann")));
    /// # }
    /// ```
    #[inline]
    pub fn using<U: Source<Origin: HasRows>>(self, table: U) -> DeleteUsing<T, U::Sql, More<U, Empty>, Unfiltered> {
        DeleteUsing::new(DeleteUsingSql { T: TableName::new(), U: table.into_source(), W: Unfiltered })
    }
}

/// A DELETE from table `T` by the tables `S`.
#[must_use = "a DELETE is not run by itself: say `.execute(&mut connection)`"]
pub struct DeleteUsing<T, U, S, W> {
    sql: DeleteUsingSql<TableName<T>, U, W>,
    scope: PhantomData<fn() -> S>,
}
crate::cloned!(DeleteUsing<T, U, S, W> { sql: DeleteUsingSql<TableName<T>, U, W>, scope };);
impl<T, U, S, W> DeleteUsing<T, U, S, W> {
    fn new(sql: DeleteUsingSql<TableName<T>, U, W>) -> Self {
        Self { sql, scope: PhantomData }
    }
}
impl<T: BaseTable, U, S> DeleteUsing<T, U, S, Unfiltered> {
    /// One more table, joined with those of `using`.
    #[inline]
    pub fn join<J: Source<Origin: HasRows>, C: Condition<Scope<More<J, S>, Empty>, I>, I>(
        self,
        table: J,
        on: C,
    ) -> DeleteUsing<T, InnerJoin<U, J::Sql, C>, More<J, S>, Unfiltered> {
        let DeleteUsingSql { T, U, W } = self.sql;
        DeleteUsing::new(DeleteUsingSql { T, U: InnerJoin { L: U, R: table.into_source(), C: on }, W })
    }

    /// One more table; `.filter(..)` says which rows belong together.
    #[inline]
    pub fn using<J: Source<Origin: HasRows>>(
        self,
        table: J,
    ) -> DeleteUsing<T, CrossJoin<U, J::Sql>, More<J, S>, Unfiltered> {
        let DeleteUsingSql { T, U, W } = self.sql;
        DeleteUsing::new(DeleteUsingSql { T, U: CrossJoin { L: U, R: table.into_source() }, W })
    }

    /// WHERE: which rows belong together.
    #[inline]
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(self, condition: C) -> DeleteUsing<T, U, S, Where<C>>
    where
        Beside<T, S>: Is<Sc>,
    {
        let DeleteUsingSql { T, U, W: _ } = self.sql;
        DeleteUsing::new(DeleteUsingSql { T, U, W: Absent.and(condition) })
    }

    /// Every row, if the others have one.
    pub fn all_rows(self) -> DeleteUsing<T, U, S, Absent> {
        let DeleteUsingSql { T, U, W: _ } = self.sql;
        DeleteUsing::new(DeleteUsingSql { T, U, W: Absent })
    }
}
impl<T: BaseTable, U, S, P> DeleteUsing<T, U, S, Where<P>> {
    /// WHERE, said again: both conditions must hold.
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(self, condition: C) -> DeleteUsing<T, U, S, Where<And<P, C>>>
    where
        Beside<T, S>: Is<Sc>,
    {
        let DeleteUsingSql { T, U, W } = self.sql;
        DeleteUsing::new(DeleteUsingSql { T, U, W: W.and(condition) })
    }
}
impl<D: Dialect, T: BaseTable, U, S, W> Sql<D> for DeleteUsing<T, U, S, W>
where
    DeleteUsingSql<TableName<T>, U, W>: Sql<D>,
{
    const TOK: Tok = Tok::Writes { table: &T::FROM, several: true, inner: &DeleteUsingSql::<TableName<T>, U, W>::TOK };
    fn render(&self, w: &mut Writer) {
        w.writes(&T::FROM, true, |w| self.sql.render(w));
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<T, U, S, W> Writes for DeleteUsing<T, U, S, W> {}
impl<T, U, S, W: SaysWhich<T>> Statement for DeleteUsing<T, U, S, W> {}
