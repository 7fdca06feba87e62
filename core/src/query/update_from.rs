//! UPDATE of rows by other tables.

use super::{
    Absent, AddCondition, Changes, CrossJoin, HasRows, InnerJoin, SaysWhich, Source, Statement, TableName, Takes,
    Unfiltered, Update, Where, Writes, assign::Qualify,
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

node!(/** `UPDATE table SET pairs FROM others where` */ UpdateFromSql<T, A, F, W> {
    SQLite, PostgreSQL => ["UPDATE " T " SET " A " FROM " F W];
    MySQL, MariaDB => ["UPDATE " T ", " F " SET " A W]
});

/// The scope of an UPDATE or DELETE of table `T` by the tables `S`.
pub type Beside<T, S> = Scope<Joined<T, NotNull, S>, Empty>;
/// One more table in the list `S`.
type More<T, S> = Joined<<T as Source>::Table, NotNull, S>;

impl<T: BaseTable> Update<T> {
    /// Other tables, whose rows say what is set: `UPDATE .. FROM`, on MySQL and MariaDB `UPDATE table, others`.
    ///
    /// Say then what is set, and which rows belong together. Where several rows of the others belong to one row, any one
    /// of them is taken.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::{SetColumn, update}};
    /// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, author_id: i64, author: String } }
    /// # fn main() {
    /// let names = update(posts::table)
    ///     .from(users::table)
    ///     .set(posts::author.set(users::name))
    ///     .filter(posts::author_id.eq(users::id));
    /// # }
    /// ```
    #[inline]
    pub fn from<F: Source<Origin: HasRows>>(self, table: F) -> UpdateFrom<T, F::Sql, More<F, Empty>> {
        UpdateFrom { from: table.into_source(), scope: PhantomData }
    }
}

/// An UPDATE of table `T` by the tables `S` that does not set anything yet.
pub struct UpdateFrom<T, F, S> {
    from: F,
    scope: PhantomData<fn() -> (T, S)>,
}
impl<T: BaseTable, F, S> UpdateFrom<T, F, S> {
    /// One more table, joined with those of `from`.
    #[inline]
    pub fn join<J: Source<Origin: HasRows>, C: Condition<Scope<More<J, S>, Empty>, I>, I>(
        self,
        table: J,
        on: C,
    ) -> UpdateFrom<T, InnerJoin<F, J::Sql, C>, More<J, S>> {
        UpdateFrom { from: InnerJoin { L: self.from, R: table.into_source(), C: on }, scope: PhantomData }
    }

    /// One more table; `.filter(..)` says which rows belong together.
    #[inline]
    pub fn from<J: Source<Origin: HasRows>>(self, table: J) -> UpdateFrom<T, CrossJoin<F, J::Sql>, More<J, S>> {
        UpdateFrom { from: CrossJoin { L: self.from, R: table.into_source() }, scope: PhantomData }
    }

    /// SET: one `column.set(..)`, or a tuple of them. The values may use the columns of all tables.
    #[inline]
    pub fn set<A, Ch: Takes<A, P, I, Checked: Told>, P: Qualify, I>(
        self,
        assignments: A,
    ) -> UpdateFromSet<T, P::Qualified, F, S, Unfiltered>
    where
        Changes<T, Beside<T, S>>: Is<Ch>,
    {
        let pairs = Ch::pairs_of(assignments).qualify();
        UpdateFromSet::new(UpdateFromSql { T: TableName::new(), A: pairs, F: self.from, W: Unfiltered })
    }
}

/// An UPDATE of table `T` by the tables `S`.
pub struct UpdateFromSet<T, A, F, S, W> {
    sql: UpdateFromSql<TableName<T>, A, F, W>,
    scope: PhantomData<fn() -> S>,
}
crate::cloned!(UpdateFromSet<T, A, F, S, W> { sql: UpdateFromSql<TableName<T>, A, F, W>, scope };);
impl<T, A, F, S, W> UpdateFromSet<T, A, F, S, W> {
    fn new(sql: UpdateFromSql<TableName<T>, A, F, W>) -> Self {
        Self { sql, scope: PhantomData }
    }
}
impl<T: BaseTable, A, F, S> UpdateFromSet<T, A, F, S, Unfiltered> {
    /// WHERE: which rows belong together.
    #[inline]
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(self, condition: C) -> UpdateFromSet<T, A, F, S, Where<C>>
    where
        Beside<T, S>: Is<Sc>,
    {
        let UpdateFromSql { T, A, F, W: _ } = self.sql;
        UpdateFromSet::new(UpdateFromSql { T, A, F, W: Absent.and(condition) })
    }

    /// Every row, each with every row of the others.
    pub fn all_rows(self) -> UpdateFromSet<T, A, F, S, Absent> {
        let UpdateFromSql { T, A, F, W: _ } = self.sql;
        UpdateFromSet::new(UpdateFromSql { T, A, F, W: Absent })
    }
}
impl<T: BaseTable, A, F, S, P> UpdateFromSet<T, A, F, S, Where<P>> {
    /// WHERE, said again: both conditions must hold.
    pub fn filter<C, Sc: Accepts<C, I, Checked: Told>, I>(
        self,
        condition: C,
    ) -> UpdateFromSet<T, A, F, S, Where<And<P, C>>>
    where
        Beside<T, S>: Is<Sc>,
    {
        let UpdateFromSql { T, A, F, W } = self.sql;
        UpdateFromSet::new(UpdateFromSql { T, A, F, W: W.and(condition) })
    }
}
impl<D: Dialect, T: BaseTable, A, F, S, W> Sql<D> for UpdateFromSet<T, A, F, S, W>
where
    UpdateFromSql<TableName<T>, A, F, W>: Sql<D>,
{
    const TOK: Tok =
        Tok::Writes { table: &T::FROM, several: true, inner: &UpdateFromSql::<TableName<T>, A, F, W>::TOK };
    fn render(&self, w: &mut Writer) {
        w.writes(&T::FROM, true, |w| self.sql.render(w));
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}
impl<T, A, F, S, W> Writes for UpdateFromSet<T, A, F, S, W> {}
impl<T, A, F, S, W: SaysWhich<T>> Statement for UpdateFromSet<T, A, F, S, W> {}
