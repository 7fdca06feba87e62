//! What an INSERT does with rows that are there already.

use super::{
    Absent, Batch, Changes, ColumnList, ColumnNames, FromQuery, FromQueryThen, InsertInto, Rename, Takes,
    insert::Values,
};
use crate::{
    expr::{
        Accepts, Expr, Fixed, Is, Told,
        scope::{Empty, Joined, OfRow, Scope, WithRow},
    },
    node,
    schema::{BaseTable, Column, UniqueColumn},
    sql::{MariaDB, MySQL, PostgreSQL, SQLite, Sql, Tok},
    value::NotNull,
};
use std::marker::PhantomData;

node!(/** `ON CONFLICT (target) DO NOTHING` */ DoNothing<T> {
    SQLite, PostgreSQL => [" ON CONFLICT (" T ") DO NOTHING"];
    MySQL, MariaDB => lacks "`ON CONFLICT` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`ON CONFLICT` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `ON CONFLICT (target) DO UPDATE SET pairs` */ DoUpdate<T, A> {
    SQLite, PostgreSQL => [" ON CONFLICT (" T ") DO UPDATE SET " A];
    MySQL, MariaDB => lacks "`ON CONFLICT` does not exist on {Self}: there it is `.on_duplicate_key_update(..)`";
    AnyDialect => lacks "`ON CONFLICT` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `ON DUPLICATE KEY UPDATE pairs` */ DuplicateKey<A> {
    MySQL, MariaDB => [" ON DUPLICATE KEY UPDATE " A];
    SQLite, PostgreSQL => lacks "`ON DUPLICATE KEY UPDATE` does not exist on {Self}: there it is `.on_conflict(..)`";
    AnyDialect => lacks "`ON DUPLICATE KEY UPDATE` does not exist on every backend, only on MySQL and MariaDB"
});

/// What messages call [`proposed()`](fn@proposed).
#[allow(non_camel_case_types, reason = "as it is read in messages")]
pub struct proposed {}

/// The scope of an upsert's assignments: the row that is there, and the one that was to be inserted.
type Existing<T> = Scope<Joined<T, NotNull, Empty>, WithRow<proposed>>;

impl<T: BaseTable, V> InsertInto<T, V, Absent> {
    /// `ON CONFLICT (target)`: what to do if a row with the same unique value is there. SQLite and PostgreSQL.
    ///
    /// The target is a column that is a primary key or unique, or a tuple of columns that together are.
    ///
    /// Not for any backend at once: MySQL and MariaDB cannot be told which unique key is meant, and would update another
    /// row where the value of a second key is taken. A program for all of them updates, and inserts if that found no row,
    /// both in one transaction.
    pub fn on_conflict<C: ConflictTarget<T>>(self, target: C) -> OnConflict<T, V::Rows, C>
    where
        V: MayConflict,
    {
        let _ = target;
        OnConflict { rows: self.sql.V.into_rows(), target: PhantomData }
    }

    /// `ON DUPLICATE KEY UPDATE`: if a row has the same value in any of the unique keys, updates it. MySQL and MariaDB.
    ///
    /// [`proposed()`] names the value that was to be inserted.
    pub fn on_duplicate_key_update<A, Ch: Takes<A, P, I, Checked: Told>, P, I>(
        self,
        assignments: A,
    ) -> InsertInto<T, V::Rows, DuplicateKey<P>>
    where
        Changes<T, Existing<T>>: Is<Ch>,
        V: MayConflict,
    {
        InsertInto::new(self.sql.V.into_rows(), DuplicateKey { A: Ch::pairs_of(assignments) })
    }
}

/// An INSERT that is about to say what happens on a conflict.
pub struct OnConflict<T, V, C> {
    rows: V,
    target: PhantomData<fn() -> (T, C)>,
}

/// Rows that may be there already: all but those of defaults.
#[diagnostic::on_unimplemented(
    message = "an INSERT of defaults cannot say what happens on a conflict",
    label = "no column has a value here that could be there already",
    note = "give the columns of the conflict a value: `.values(new!(..))`"
)]
pub trait MayConflict {
    /// The rows, with something behind them.
    type Rows;
    /// Makes them.
    fn into_rows(self) -> Self::Rows;
}
/// One line per kind of rows.
macro_rules! may_conflict {
    ($($rows:ident<$a:ident, $b:ident> => $then:ident |$before:ident| $make:expr;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$a, $b> MayConflict for $rows<$a, $b> {
            type Rows = $then<$a, $b>;
            #[inline]
            fn into_rows(self) -> Self::Rows {
                let $before = self;
                $make
            }
        }
    )* };
}
may_conflict! {
    Values<C, V> => Values |rows| rows;
    Batch<N, R> => Batch |rows| rows;
}
#[diagnostic::do_not_recommend]
impl<C, T, Q: Rename<C>> MayConflict for FromQuery<ColumnNames<C, T>, Q> {
    type Rows = FromQueryThen<ColumnNames<C, T>, Q::Renamed>;
    #[inline]
    fn into_rows(self) -> Self::Rows {
        FromQueryThen { C: self.C, Q: self.Q.rename() }
    }
}

impl<T: BaseTable, V, C> OnConflict<T, V, C> {
    /// WHERE, of the target: it is the unique index over these columns that has only the rows for which the condition
    /// holds, declared as `#[unique(email, filter = "deleted IS NULL")]`.
    ///
    /// The condition binds no value: the database has to see that the index fits it.
    ///
    /// ```
    /// # use aludel_macros::{new, table};
    /// # use aludel_core::{expr::*, query::{SetColumn, insert, proposed}, sql::{SQLite, text_of}};
    /// table! {
    ///     #[unique(email, filter = "closed IS NULL")]
    ///     pub struct Account in accounts { #[primary_key(auto)] id: i64, email: String, closed: Option<i64>, name: String }
    /// }
    /// # fn main() {
    /// let query = insert(accounts::table)
    ///     .values(new!(Account { email: "a@example.org", name: "Ann" }))
    ///     .on_conflict((accounts::email,))
    ///     .filter(accounts::closed.is_null())
    ///     .do_update(accounts::name.set(proposed(accounts::name)));
    /// assert!(text_of::<SQLite, _>(&query).contains(r#"ON CONFLICT ("email") WHERE ("accounts"."closed" IS NULL) DO UPDATE"#));
    /// # }
    /// ```
    pub fn filter<P: Fixed, Sc: Accepts<P, I, Checked: Told>, I>(self, condition: P) -> OnPartialConflict<T, V, C, P>
    where
        Existing<T>: Is<Sc>,
    {
        OnPartialConflict { rows: self.rows, condition, target: PhantomData }
    }

    /// Leaves the row that is there as it is.
    pub fn do_nothing(self) -> InsertInto<T, V, DoNothing<ColumnNames<C, T>>> {
        InsertInto::new(self.rows, DoNothing { T: ColumnNames::new() })
    }

    /// Updates the row that is there. [`proposed()`] names the value that was to be inserted.
    pub fn do_update<A, Ch: Takes<A, P, I, Checked: Told>, P, I>(
        self,
        assignments: A,
    ) -> InsertInto<T, V, DoUpdate<ColumnNames<C, T>, P>>
    where
        Changes<T, Existing<T>>: Is<Ch>,
    {
        InsertInto::new(self.rows, DoUpdate { T: ColumnNames::new(), A: Ch::pairs_of(assignments) })
    }
}

/// [`OnConflict`], of a unique index over some rows.
pub struct OnPartialConflict<T, V, C, P> {
    rows: V,
    condition: P,
    target: PhantomData<fn() -> (T, C)>,
}
node!(/** `target) WHERE (condition`, within the parentheses of a target */ PartialTarget<T, P> = T ") WHERE (" P);

impl<T: BaseTable, V, C: ConflictTarget<T>, P> OnPartialConflict<T, V, C, P> {
    /// Leaves the row that is there as it is.
    pub fn do_nothing(self) -> InsertInto<T, V, DoNothing<PartialTarget<ColumnNames<C, T>, P>>> {
        InsertInto::new(self.rows, DoNothing { T: PartialTarget { T: ColumnNames::new(), P: self.condition } })
    }

    /// Updates the row that is there. [`proposed()`] names the value that was to be inserted.
    pub fn do_update<A, Ch: Takes<A, Pairs, I, Checked: Told>, Pairs, I>(
        self,
        assignments: A,
    ) -> InsertInto<T, V, DoUpdate<PartialTarget<ColumnNames<C, T>, P>, Pairs>>
    where
        Changes<T, Existing<T>>: Is<Ch>,
    {
        let target = PartialTarget { T: ColumnNames::new(), P: self.condition };
        InsertInto::new(self.rows, DoUpdate { T: target, A: Ch::pairs_of(assignments) })
    }
}

impl<T: BaseTable, V, C, A> InsertInto<T, V, DoUpdate<C, A>> {
    /// WHERE, of the update: leaves a row that is there as it is, unless the condition holds. [`proposed()`] names the
    /// values that were to be inserted.
    ///
    /// ```
    /// # use aludel_macros::{new, table};
    /// # use aludel_core::{expr::*, query::{SetColumn, insert, proposed}};
    /// # table! { pub struct Page in pages { #[primary_key] url: String, version: i64 } }
    /// # fn main() {
    /// let newer = insert(pages::table)
    ///     .values(new!(Page { url: "/", version: 7 }))
    ///     .on_conflict(pages::url)
    ///     .do_update(pages::version.set(proposed(pages::version)))
    ///     .filter(proposed(pages::version).gt(pages::version));
    /// # }
    /// ```
    pub fn filter<P, Sc: Accepts<P, I, Checked: Told>, I>(
        self,
        condition: P,
    ) -> InsertInto<T, V, UpdateWhere<DoUpdate<C, A>, P>>
    where
        Existing<T>: Is<Sc>,
    {
        InsertInto::new(self.sql.V, UpdateWhere { K: self.sql.K, C: condition })
    }
}
node!(/** `ON CONFLICT (target) DO UPDATE SET pairs WHERE condition` */ UpdateWhere<K, C> = K " WHERE " C);

/// A unique column of table `T`, or a tuple of columns that are unique together.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the target of a conflict in `{T}`",
    label = "a column that is a primary key or unique, or a tuple of columns, is needed"
)]
pub trait ConflictTarget<T>: ColumnList<T> {}
#[diagnostic::do_not_recommend]
impl<T, C: UniqueColumn<Table: super::assign::IsTable<T, C>>> ConflictTarget<T> for C {}
macro_rules! targets {
    ($(($($c:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Tab, $($c: Column<Table: super::assign::IsTable<Tab, $c>>),+> ConflictTarget<Tab> for ($($c,)+) {}
    )* };
}
crate::for_tuples!(targets);

/// The value of column `C` in the row that was to be inserted: `excluded.name`, in MySQL `VALUES(name)`.
#[derive(Debug, Clone, Copy)]
pub struct Proposed<C>(PhantomData<fn() -> C>);

/// In an upsert, the value that was to be inserted: `.do_update(users::name.set(proposed(users::name)))`.
pub fn proposed<C: Column>(column: C) -> Proposed<C> {
    let _ = column;
    Proposed(PhantomData)
}
impl<C: Column> Expr for Proposed<C> {
    type Base = C::Base;
    type Uses = OfRow<proposed, C>;
}
impl<C> Fixed for Proposed<C> {}
macro_rules! proposed {
    ($($d:ident [$($before:expr),*] [$($after:expr),*];)*) => { $(
        impl<C: Column> Sql<$d> for Proposed<C> {
            const TOK: Tok = Tok::Seq(&[$(Tok::Lit($before),)* Tok::Ident(C::NAME) $(, Tok::Lit($after))*]);
        }
    )* };
}
proposed! {
    SQLite ["excluded."] [];
    PostgreSQL ["excluded."] [];
    MySQL ["VALUES("] [")"];
    MariaDB ["VALUES("] [")"];
}
