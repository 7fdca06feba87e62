//! INSERT.

use super::{Absent, Alone, Assignments, Draft, Fills, FromTable, Set, Statement, Tabular};
use crate::{
    Result,
    expr::{
        Is, Told,
        scope::{Empty, Scope},
    },
    node,
    schema::{Assignable, BaseTable, Column, CompletedBy, Record, Table},
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

node!(/** `INSERT INTO table source conflict` */ InsertSql<T, V, K> = "INSERT INTO " T V K);
node!(/** `(columns) VALUES (values)` */ Values<C, V> = " (" C ") VALUES (" V ")");
node!(/** `(columns) query` */ FromQuery<C, Q> = " (" C ") " Q);
node!(
    /// `(columns) query` with something behind it. SQLite would take ON CONFLICT for the condition of a join, and MySQL and
    /// MariaDB the columns of the query for those of the table.
    FromQueryThen<C, Q> {
        SQLite => [" (" C ") SELECT * FROM (" Q ") WHERE true"];
        PostgreSQL => [" (" C ") " Q];
        MySQL, MariaDB => [" (" C ") SELECT * FROM (" Q ") AS proposed"]
    }
);
node!(/** A row of defaults. */ DefaultValues<> {
    SQLite, PostgreSQL => [" DEFAULT VALUES"];
    MySQL, MariaDB => [" () VALUES ()"]
});

/// Begins an INSERT: `insert(users::table).values(new!(User { .. }))`.
#[inline]
pub fn insert<T: BaseTable>(table: T) -> Insert<T> {
    let _ = table;
    Insert(PhantomData)
}

/// An INSERT that does not have its rows yet.
#[must_use = "an INSERT is not run by itself: say `.values(..)`, and `.execute(&mut connection)`"]
pub struct Insert<T>(PhantomData<fn() -> T>);

/// An INSERT of `V` into table `T`; `K` says what happens to rows that are there already.
#[must_use = "an INSERT is not run by itself: say `.execute(&mut connection)`, or `.returning(..)` and `.one(..)`"]
pub struct InsertInto<T, V, K = Absent> {
    pub(crate) sql: InsertSql<FromTable<T>, V, K>,
}

impl<T, V, K> InsertInto<T, V, K> {
    pub(crate) fn new(values: V, conflict: K) -> Self {
        Self { sql: InsertSql { T: FromTable::new(), V: values, K: conflict } }
    }
}

impl<T: BaseTable> Insert<T> {
    /// The rows: a `new!(..)`, a row struct, a tuple of `column.set(..)`, or a vector, an array or a slice of one of those.
    ///
    /// A vector may have any length: it is sent in as few statements as the backend can, in one transaction.
    #[inline]
    pub fn values<V, Ta: TakesIn<V, I, Values: Told>, I>(self, values: V) -> InsertInto<T, Ta::Values>
    where
        T: Is<Ta>,
    {
        InsertInto::new(Ta::take_in(values), Absent)
    }

    /// One row of defaults; compiles if no column needs a value.
    pub fn default_values(self) -> InsertInto<T, DefaultValues>
    where
        T: CompletedBy<(), Checked: Told>,
    {
        InsertInto::new(DefaultValues {}, Absent)
    }

    /// The columns that a query fills: `.columns((users::name, users::email)).query(..)`.
    pub fn columns<C: Columns<T>>(self, columns: C) -> InsertColumns<T, C>
    where
        T: CompletedBy<C::Assigned, Checked: Told>,
    {
        let _ = columns;
        InsertColumns(PhantomData)
    }
}

/// An INSERT from a query that is still to be given.
pub struct InsertColumns<T, C>(PhantomData<fn() -> (T, C)>);
impl<T: BaseTable, C: Columns<T>> InsertColumns<T, C> {
    /// The query; its columns have the types of these columns.
    pub fn query<Q: Tabular<Columns: Fills<C>, Outer: Alone>>(
        self,
        query: Q,
    ) -> InsertInto<T, FromQuery<ColumnNames<C, T>, Q>> {
        InsertInto::new(FromQuery { C: ColumnNames::new(), Q: query }, Absent)
    }
}

/// A tuple of columns of table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of columns of `{T}`",
    label = "a tuple of columns is needed, also for one: `(users::name,)`"
)]
pub trait Columns<T>: ColumnList<T> {
    /// Each as assigned.
    type Assigned;
}
/// A column, or a tuple of columns of table `T`, by name.
pub trait ColumnList<T> {
    /// Their names.
    const NAMES: Tok;
}
impl<T, C: Column> ColumnList<T> for C {
    const NAMES: Tok = Tok::Ident(C::NAME);
}
macro_rules! names {
    ($first:ident $($c:ident)*) => { Tok::Seq(&[Tok::Ident($first::NAME), $(Tok::Lit(", "), Tok::Ident($c::NAME)),*]) };
}
macro_rules! columns {
    ($(($($c:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Tab, $($c: Column<Table: super::assign::IsTable<Tab, $c>, Requirement: Assignable<$c>>),+> Columns<Tab> for ($($c,)+) {
            type Assigned = ($(Set<$c, ()>,)+);
        }
        impl<Tab, $($c: Column<Table: super::assign::IsTable<Tab, $c>>),+> ColumnList<Tab> for ($($c,)+) {
            const NAMES: Tok = names!($($c)+);
        }
    )* };
}
crate::for_tuples!(columns);

/// The names of columns, as SQL.
pub struct ColumnNames<C, T>(PhantomData<fn() -> (C, T)>);
impl<C, T> ColumnNames<C, T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<C, T> Clone for ColumnNames<C, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C, T> Copy for ColumnNames<C, T> {}
impl<D: Dialect, T, C: ColumnList<T>> Sql<D> for ColumnNames<C, T> {
    const TOK: Tok = C::NAMES;
}

/// No column is in scope of inserted values.
pub(crate) type NoScope = Scope<Empty, Empty>;

/// The names of the columns that assignments in a statement of scope `S` assign, as SQL.
pub struct AssignedIn<T, A, S, I>(PhantomData<fn() -> (T, A, S, I)>);
impl<T, A, S, I> AssignedIn<T, A, S, I> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<D: Dialect, T, A: Assignments<T, S, I>, S, I> Sql<D> for AssignedIn<T, A, S, I> {
    const TOK: Tok = A::COLUMNS;
}
/// The names of the columns that a row assigns, as SQL.
pub type AssignedNames<T, A, I> = AssignedIn<T, A, NoScope, I>;

/// One row that can be inserted into `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row for `{T}`",
    label = "a `new!(..)`, a row struct, or `column.set(..)`s are needed"
)]
pub trait ValueRow<T, I> {
    /// The columns' names, as SQL.
    type Names;
    /// The values, as SQL.
    type Row;
    /// The names.
    fn names() -> Self::Names;
    /// The row.
    fn into_row(self) -> Self::Row;
}
/// Index: a draft.
pub struct ByDraft<I>(PhantomData<I>);
/// Index: a row struct.
pub struct ByRecord;
/// Index: a reference to a row struct.
pub struct ByRef;
/// Index: assignments.
pub struct BySets<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<T, A: Assignments<T, NoScope, I>, I> ValueRow<T, ByDraft<I>> for Draft<T, A> {
    type Names = AssignedNames<T, A, I>;
    type Row = Self;
    #[inline]
    fn names() -> Self::Names {
        AssignedIn::new()
    }
    #[inline]
    fn into_row(self) -> Self {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<T: CompletedBy<A>, A: Assignments<T, NoScope, I>, I> ValueRow<T, BySets<I>> for A {
    type Names = AssignedNames<T, A, I>;
    type Row = Self;
    fn names() -> Self::Names {
        AssignedIn::new()
    }
    fn into_row(self) -> Self {
        self
    }
}
/// One line per way to hold a row struct: the index, the type, the SQL of its values.
macro_rules! records {
    ($($index:ident: [$($life:lifetime)?] $row:ty => $values:ident;)*) => { $(
        /// All values of a row struct, as SQL.
        #[derive(Debug, Clone, Copy)]
        pub struct $values<$($life,)? R>($row);
        impl<$($life,)? D: Dialect, R: Record> Sql<D> for $values<$($life,)? R> {
            const TOK: Tok = Tok::Binds(<R::Table as BaseTable>::WRITTEN.len());
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                self.0.bind(binder)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$($life,)? R: Record> ValueRow<R::Table, $index> for $row {
            type Names = AllNames<R::Table>;
            type Row = $values<$($life,)? R>;
            fn names() -> Self::Names {
                AllNames(PhantomData)
            }
            fn into_row(self) -> Self::Row {
                $values(self)
            }
        }
    )* };
}
records! {
    ByRecord: [] R => AllValues;
    ByRef: ['a] &'a R => AllValuesRef;
}

/// The names of all columns of a table that a row is written with.
pub struct AllNames<T>(PhantomData<fn() -> T>);
impl<D: Dialect, T: BaseTable> Sql<D> for AllNames<T> {
    const TOK: Tok = Tok::Columns { qualifier: None, names: T::WRITTEN };
}

/// What can be inserted: one row, or many of one shape.
#[diagnostic::on_unimplemented(
    message = "this cannot be inserted into `{T}`",
    label = "rows of `{T}` are needed",
    note = "a row is `new!(..)` or the struct of that table, or a tuple of `column.set(..)`; many are a vector, an array or a slice of them"
)]
pub trait IntoValues<T, I> {
    /// As SQL.
    type Values;
    /// Makes it.
    fn into_values(self) -> Self::Values;
}
/// [`IntoValues`], asked of the table. Methods ask so, see [`Is`].
pub trait TakesIn<V, I> {
    /// As SQL.
    type Values;
    /// Makes it.
    fn take_in(values: V) -> Self::Values;
}
impl<T, V: IntoValues<T, I>, I> TakesIn<V, I> for T {
    type Values = V::Values;
    #[inline]
    fn take_in(values: V) -> V::Values {
        values.into_values()
    }
}

/// Index: one row.
pub struct OneRow<I>(PhantomData<I>);
/// Index: many rows.
pub struct ManyRows<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<T, V: ValueRow<T, I>, I> IntoValues<T, OneRow<I>> for V {
    type Values = Values<V::Names, V::Row>;
    #[inline]
    fn into_values(self) -> Self::Values {
        Values { C: V::names(), V: self.into_row() }
    }
}
/// Index: a row of which nothing is given.
pub struct NoColumn;
#[diagnostic::do_not_recommend]
impl<T> IntoValues<T, NoColumn> for Draft<T, ()> {
    type Values = DefaultValues;
    fn into_values(self) -> DefaultValues {
        DefaultValues {}
    }
}
macro_rules! many {
    ($($many:ty [$($life:lifetime)?] [$($g:tt)*] $each:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($life,)? T, V, I, $($g)*> IntoValues<T, ManyRows<I>> for $many
        where
            $each: ValueRow<T, I>,
        {
            type Values = Batch<<$each as ValueRow<T, I>>::Names, <$each as ValueRow<T, I>>::Row>;
            fn into_values(self) -> Self::Values {
                Batch { names: <$each as ValueRow<T, I>>::names(), rows: self.into_iter().map(ValueRow::into_row).collect() }
            }
        }
    )* };
}
many! {
    Vec<V> [] [] V;
    [V; N] [] [const N: usize] V;
    &'a [V] ['a] [] &'a V;
    &'a Vec<V> ['a] [] &'a V;
}

/// Many rows of one shape.
#[derive(Debug, Clone)]
pub struct Batch<N, R> {
    pub(crate) names: N,
    pub(crate) rows: Vec<R>,
}

impl<N, R> Batch<N, R> {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// So many rows of defaults.
#[derive(Debug, Clone, Copy)]
pub struct DefaultRows(pub(crate) usize);
#[diagnostic::do_not_recommend]
impl<T> IntoValues<T, NoColumn> for Vec<Draft<T, ()>> {
    type Values = DefaultRows;
    fn into_values(self) -> DefaultRows {
        DefaultRows(self.len())
    }
}
#[diagnostic::do_not_recommend]
impl<T, const N: usize> IntoValues<T, NoColumn> for [Draft<T, ()>; N] {
    type Values = DefaultRows;
    fn into_values(self) -> DefaultRows {
        DefaultRows(N)
    }
}

/// A part of a batch, as one statement of many rows.
pub struct BatchSlice<'b, N, R> {
    pub(crate) names: &'b N,
    pub(crate) rows: &'b [R],
}
impl<N, R> Clone for BatchSlice<'_, N, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<N, R> Copy for BatchSlice<'_, N, R> {}
impl<D: Dialect, N: Sql<D>, R: Sql<D>> Sql<D> for BatchSlice<'_, N, R> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        w.lit(" (");
        self.names.render(w);
        w.lit(") VALUES ");
        for (i, row) in self.rows.iter().enumerate() {
            w.lit(if i == 0 { "(" } else { ", (" });
            row.render(w);
            w.lit(")");
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.rows.iter().try_for_each(|row| row.bind(binder))
    }
}

impl<D: Dialect, T: Table, V: Sql<D>, K: Sql<D>> Sql<D> for InsertInto<T, V, K> {
    const TOK: Tok = InsertSql::<FromTable<T>, V, K>::TOK;
    fn render(&self, w: &mut Writer) {
        self.sql.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.sql.bind(binder)
    }
}

#[diagnostic::do_not_recommend]
impl<T, C, V, K> Statement for InsertInto<T, Values<C, V>, K> {}
#[diagnostic::do_not_recommend]
impl<T, C, Q, K> Statement for InsertInto<T, FromQuery<C, Q>, K> {}
#[diagnostic::do_not_recommend]
impl<T, C, Q, K> Statement for InsertInto<T, FromQueryThen<C, Q>, K> {}
#[diagnostic::do_not_recommend]
impl<T, K> Statement for InsertInto<T, DefaultValues, K> {}
