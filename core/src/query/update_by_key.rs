//! UPDATE of many rows by their keys.

use super::{Assignments, Once, PlainValue, Set, Update, Writes};
use crate::{
    expr::scope::Single,
    schema::{BaseTable, Declared, PrimaryKey, SkipKey, Table},
    sql::Tok,
};

/// The primary key of table `T`: the value of the one column, or a tuple.
pub(crate) type KeyOf<T> = <<T as BaseTable>::KeyColumns as PrimaryKey<T>>::Key;

impl<T: BaseTable> Update<T> {
    /// Many rows by their primary keys, each with values of its own: pairs of a key and what is set, as a `column.set(..)`
    /// or a tuple of them. A composite key is a tuple, in the order of declaration.
    ///
    /// Values only; for expressions there is `.set(..)`. A thousand rows are one statement; on SQLite one
    /// prepared statement is run for each row. All of it is one transaction. Rows are updated one after the other: of a key
    /// that is there twice, the last values stay. `execute` gives the number of rows found: where it is less than the number
    /// of pairs, some keys are not there. A `#[version]` is neither looked at nor counted up; a session does that.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::query::{SetColumn, update};
    /// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String, age: Option<i32> } }
    /// # fn main() {
    /// let ages = vec![(1, Some(30)), (2, None)];
    /// let query = update(users::table).by_key(ages.into_iter().map(|(id, age)| (id, users::age.set(age))));
    /// // let found: u64 = query.execute(&mut connection)?;
    /// # let _ = query;
    /// # }
    /// ```
    pub fn by_key<R, K, A, I>(self, rows: R) -> UpdateByKey<T, A>
    where
        R: IntoIterator<Item = (K, A)>,
        K: KeyFor<T>,
        A: Assignments<T, Single<T>, I> + Once + SetByKey<T>,
    {
        let columns = columns_named::<T>(&A::COLUMNS);
        UpdateByKey { columns, rows: rows.into_iter().map(|(key, set)| (key.into_key(), set)).collect() }
    }
}

/// An UPDATE of many rows of table `T` by their keys. From [`Update::by_key`].
#[must_use = "it is run by `.execute(..)`"]
pub struct UpdateByKey<T: BaseTable, A> {
    /// The positions of the columns that are set.
    pub(crate) columns: Vec<usize>,
    pub(crate) rows: Vec<(KeyOf<T>, A)>,
}
impl<T: BaseTable, A> Writes for UpdateByKey<T, A> {}

/// The positions of the columns of a table in a list of their names.
pub(crate) fn columns_named<T: Table>(names: &Tok) -> Vec<usize> {
    fn collect<T: Table>(names: &Tok, to: &mut Vec<usize>) {
        let position = |name: &&str| T::COLUMN_NAMES.iter().position(|column| column == name);
        match names {
            Tok::Ident(name) => to.extend(position(name)),
            Tok::Columns { names, .. } => to.extend(names.iter().filter_map(position)),
            Tok::Seq(toks) => toks.iter().for_each(|tok| collect::<T>(tok, to)),
            _ => {}
        }
    }
    let mut columns = Vec::new();
    collect::<T>(names, &mut columns);
    columns
}

/// A value for the primary key of table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a primary key of `{T}`",
    label = "pairs of a key and what is set are needed",
    note = "`update(users::table).by_key(vec![(1, users::name.set(\"Ann\"))])`; a composite key is a tuple"
)]
pub trait KeyFor<T: BaseTable> {
    /// The key.
    fn into_key(self) -> KeyOf<T>;
}
#[diagnostic::do_not_recommend]
impl<T: BaseTable, K: Into<KeyOf<T>>> KeyFor<T> for K {
    fn into_key(self) -> KeyOf<T> {
        self.into()
    }
}

/// Assignments of plain values to columns outside of the key of table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not set columns of `{T}` to values",
    label = "one `column.set(..)`, or a tuple of them, is needed"
)]
pub trait SetByKey<T> {}
impl<T, C: Declared<Key: OutsideKey<C>>, E: PlainValue<C>> SetByKey<T> for Set<C, E> {}
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $(
        impl<Tab, $($a: SetByKey<Tab>),+> SetByKey<Tab> for ($($a,)+) {}
    )* };
}
crate::for_tuples!(tuples);

/// A column that is not part of the primary key; `C` names it in the message.
#[diagnostic::on_unimplemented(
    message = "`{C}` is part of the primary key: rows are found by it here, it cannot be set",
    label = "the key is set",
    note = "to change a key, say `update(..).set(..).filter(..)`"
)]
pub trait OutsideKey<C> {}
impl<C> OutsideKey<C> for SkipKey {}
