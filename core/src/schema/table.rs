//! The traits that `table!` implements.

use super::{
    Chunks, Column, Declared, KeyList, Lists, Optional, PrimaryKey, Required, Table,
    meta::{ColumnMeta, TableConstraint, TableMeta},
};
use crate::{
    Result,
    sql::Tok,
    value::{Binder, Field, Load, Row},
};

/// A table that was declared with `table!`: rows can be inserted into it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table that was declared with `table!`",
    note = "write it as `users::table`"
)]
pub trait BaseTable: Table<Row: Record<Table = Self>> {
    /// The columns of the primary key.
    type KeyColumns: super::PrimaryKey<Self>;
    /// All columns, in tuples of up to eight: `((a, b, ..), ((c, d, ..), ()))`.
    type Chunks: super::Chunks;
    /// What was declared.
    const META: &'static TableMeta;
    /// The names of the columns that a row is written with: all but the generated ones.
    const WRITTEN: &'static [&'static str];
}

/// A table as `table!` writes it down: what makes it a [`BaseTable`].
pub trait DeclaredTable: Computed<()> + Copy + 'static {
    /// Its row struct.
    type Row: Record<Table = Self>;
    /// [`Table::Id`].
    type Id;
    /// [`Table::IdRest`].
    type IdRest;
    /// [`BaseTable::Chunks`].
    type Chunks: Chunks<Key: PrimaryKey<Self> + KeyList>;
    /// [`Table::NUMBER`].
    const NUMBER: u32;
    /// [`Table::NAME`].
    const NAME: &'static str;
    /// [`Table::SCHEMA`].
    const SCHEMA: Option<&'static str> = None;
    /// Its constraints and indexes over several columns.
    const CONSTRAINTS: &'static [TableConstraint] = &[];
}

/// What is computed of a table. `L` is nothing: a constant of a generic impl is computed where it is used, and others at each
/// check of the program.
pub trait Computed<L> {
    /// The columns in a row: [`Listed`](super::Listed).
    type Lists: Lists;
    /// What was declared of the columns: here, too, where it depends on `L`, so that [`META`](Self::META) does and is not computed at
    /// each check.
    const COLUMNS: &'static [ColumnMeta] = Self::Lists::COLUMNS;
    /// [`BaseTable::META`].
    const META: &'static TableMeta;
}

#[diagnostic::do_not_recommend]
impl<T: DeclaredTable> Table for T {
    type Row = T::Row;
    type Id = T::Id;
    type IdRest = T::IdRest;
    const NUMBER: u32 = T::NUMBER;
    const KEY_LEN: usize = <<T::Chunks as Chunks>::Key as KeyList>::LEN;
    const NAME: &'static str = T::NAME;
    const SCHEMA: Option<&'static str> = T::SCHEMA;
    const FROM: Tok = table_tok(T::SCHEMA, &Tok::Ident(T::NAME));
    const COLUMNS: &'static [ColumnMeta] = T::Lists::COLUMNS;
    const COLUMN_NAMES: &'static [&'static str] = T::Lists::NAMES;
}
#[diagnostic::do_not_recommend]
impl<T: DeclaredTable> BaseTable for T {
    type KeyColumns = <T::Chunks as Chunks>::Key;
    type Chunks = T::Chunks;
    const META: &'static TableMeta = T::META;
    const WRITTEN: &'static [&'static str] = T::Lists::WRITTEN;
}

/// A table with a full text index over `Columns`, a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no full text index over exactly `{Columns}`",
    label = "MySQL and MariaDB refuse to look for words in columns without one",
    note = "declare it at the table: `#[index(title, body, using = fulltext)]`"
)]
pub trait FullTextIndex<Columns> {}

/// A second name for a table, for joining it with itself.
pub trait Alias: Table {
    /// The table, or the shape.
    type Of: Table;
}

/// Reads the next field of a row, that of a column.
#[doc(hidden)]
#[inline(always)]
pub fn load_field<C: Declared, R: Row + ?Sized>(row: &R, at: &mut usize) -> Result<C::Type> {
    // The call last: nothing is left to be done, or dropped, behind it.
    let here = *at;
    *at = here.wrapping_add(1);
    C::Type::read(row, here)
}

/// Whether an outer join found no row of a table.
#[doc(hidden)]
#[inline(always)]
pub fn row_is_absent<T: Table, R: Row + ?Sized>(row: &R, at: usize) -> bool {
    row.is_null(at + const { first_not_null::<T>() })
}

/// Hands over the field of a column.
#[doc(hidden)]
#[inline(always)]
pub fn encode_field<'v, C: Declared, B: Binder<'v> + ?Sized>(field: &'v C::Type, binder: &mut B) -> Result<()> {
    field.hand_over(binder)
}

/// Reads the field of a column, where there is one already.
#[doc(hidden)]
#[inline(always)]
pub fn put_field<C: Declared, R: Row + ?Sized>(field: &mut C::Type, row: &R, at: usize) -> Result<()> {
    match C::Type::read(row, at) {
        Ok(value) => {
            *field = value;
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// What a column needs allows a program to assign to it; `C` is the column.
#[diagnostic::on_unimplemented(
    message = "`{C}` is generated: the database computes it, and nothing can be assigned to it",
    label = "assigned to a generated column",
    note = "leave it out: it follows the columns that it is computed from"
)]
pub trait Assignable<C> {}
#[diagnostic::do_not_recommend]
impl<C> Assignable<C> for Required {}
#[diagnostic::do_not_recommend]
impl<C> Assignable<C> for Optional {}

/// A column whose values are unique, so that a foreign key can refer to it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a primary key nor unique",
    label = "neither `#[primary_key]` nor `#[unique]`"
)]
pub trait UniqueColumn: Column {}

/// A column that is a foreign key by itself.
///
/// What it refers to is named here and nowhere else in what `table!` writes, so that a wrong name is one error, at the name.
pub trait References: Column {
    /// The column it refers to.
    type Target: Column + ReferredBy<Self>;
}

/// The table that the foreign key `C` refers to.
pub type TargetTable<C> = <<C as References>::Target as Column>::Table;

/// A column that the column `A` can refer to.
pub trait ReferredBy<A> {}
impl<A: Column, C: Column> ReferredBy<A> for C
where
    ForeignKeys: ReferTo<C>,
    A::Base: SameType<C::Base, A, C>,
{
}

/// A column that refers to a column of the table `T` by a foreign key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to `{T}`",
    label = "not a foreign key to `{T}`",
    note = "declare it: `#[references(users::id)] author_id: i64`"
)]
pub trait RefersTo<T: Table>: Column {
    /// The column it refers to.
    type Column: Column<Table = T>;
}
/// A column of the table `T` that is a foreign key by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a foreign key of `{T}`",
    label = "not a column of `{T}` that refers to another table",
    note = "name a column that is declared so: `#[references(users::id)] author_id: i64`"
)]
pub trait ForeignKeyOf<T: Table>: Column<Table = T> {
    /// The column it refers to.
    type Target: Column;
}
#[diagnostic::do_not_recommend]
impl<C: References + Column<Table = T>, T: Table> ForeignKeyOf<T> for C {
    type Target = <C as References>::Target;
}

/// The value type of a foreign key is that of the column it refers to; `A` and `C` are the columns.
#[diagnostic::on_unimplemented(
    message = "`{A}` is a `{Self}` and cannot refer to `{C}`, which is a `{T}`",
    label = "a `{Self}` refers to a `{T}`",
    note = "declare the column with the type of the column it refers to"
)]
pub trait SameType<T, A, C> {}
#[diagnostic::do_not_recommend]
impl<T, A, C> SameType<T, A, C> for T {}

/// Foreign keys can refer to the column `C`.
#[diagnostic::on_unimplemented(
    message = "a foreign key cannot refer to `{C}`: the column is neither a primary key nor unique",
    label = "neither `#[primary_key]` nor `#[unique]`",
    note = "declare the column `#[unique]`, or refer to the primary key"
)]
pub trait ReferTo<C> {}
/// The keys of all tables.
pub struct ForeignKeys;
#[diagnostic::do_not_recommend]
impl<C: UniqueColumn> ReferTo<C> for ForeignKeys {}

/// A column of a foreign key of several columns, and the one it refers to: it can hold that one's values.
#[doc(hidden)]
pub trait PartOfKey {
    /// The column.
    type Column: Column;
    /// The one it refers to.
    type Target: Column + HeldBy<Self::Column>;
}
/// A column whose values the column `A` can hold.
#[doc(hidden)]
pub trait HeldBy<A> {}
impl<A: Column, C: Column> HeldBy<A> for C where A::Base: SameType<C::Base, A, C> {}

/// The row struct of a table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row of a table",
    label = "rows of a table are needed",
    note = "the row of a table is the struct that `table!` declares; a query gives it without `.select(..)`"
)]
pub trait Record: Load + 'static {
    /// Its table.
    type Table: BaseTable<Row = Self>;
    /// All its columns, one field each.
    type Columns;
    /// All its columns.
    const COLUMNS: Self::Columns;

    /// Hands over the value of one column, by its position in the declaration.
    ///
    /// # Errors
    /// As [`Encode::encode`](crate::value::Encode::encode).
    fn bind_column<'v, B: crate::value::Binder<'v> + ?Sized>(&'v self, at: usize, binder: &mut B) -> crate::Result<()>;

    /// Reads one column, by its position in the declaration, from the column of a row at the same position.
    ///
    /// # Errors
    /// As [`Load::load`]; the value stays as it was.
    #[doc(hidden)]
    fn put_column<R: Row + ?Sized>(&mut self, at: usize, row: &R) -> crate::Result<()>;

    /// Hands over all its values but those of generated columns, in order of declaration.
    ///
    /// # Errors
    /// As [`Encode::encode`](crate::value::Encode::encode).
    #[inline]
    fn bind<'v, B: crate::value::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> crate::Result<()> {
        if const { <Self::Table as BaseTable>::WRITTEN.len() == Self::WIDTH } {
            return (0..Self::WIDTH).try_for_each(|at| self.bind_column(at, binder));
        }
        let columns = <Self::Table as Table>::COLUMNS;
        (0..Self::WIDTH).filter(|&at| columns[at].generated.is_none()).try_for_each(|at| self.bind_column(at, binder))
    }
}

/// The struct of all columns of the table of `R`.
pub type ColumnsOf<R> = <R as Record>::Columns;

/// The assignments `A` give every required column of this table a value.
pub trait CompletedBy<A> {
    /// See [`Told`](crate::expr::Told).
    type Checked;
}

/// A set of tables, declared with `schema!`.
pub trait Schema {
    /// Its tables, in order of declaration.
    const TABLES: &'static [&'static TableMeta];
}

/// What the macros compute when the program is compiled.
mod constant {
    use super::{BaseTable, Column, DeclaredTable, Table, TableMeta};
    use crate::sql::Tok;

    /// The text of a table in FROM.
    pub const fn table_tok(schema: Option<&'static str>, name: &'static Tok) -> Tok {
        match schema {
            None => *name,
            Some(_) => Tok::Qualified(schema, name),
        }
    }

    /// How many columns a table has.
    pub const fn count<T: DeclaredTable>() -> usize {
        <T::Chunks as super::Chunks>::LEN
    }

    /// The first column of a table that cannot be NULL: it tells whether an outer join found a row.
    pub const fn first_not_null<T: Table>() -> usize {
        let (columns, mut i) = (T::COLUMNS, 0);
        while i < columns.len() {
            if !columns[i].nullable {
                return i;
            }
            i += 1;
        }
        0
    }

    /// The metadata of a table.
    pub const fn meta_of<T: BaseTable>(_: &T) -> &'static TableMeta {
        T::META
    }

    /// The schema and name of a column's table.
    pub const fn table_name<C: Column>() -> (Option<&'static str>, &'static str) {
        (<C::Table as Table>::SCHEMA, <C::Table as Table>::NAME)
    }

    /// The one table that all columns of a foreign key are in.
    pub const fn table_of(tables: &[(Option<&'static str>, &'static str)]) -> (Option<&'static str>, &'static str) {
        let mut i = 1;
        while i < tables.len() {
            let (a, b) = (tables[0].1.as_bytes(), tables[i].1.as_bytes());
            assert!(a.len() == b.len(), "a foreign key refers to columns of one table");
            let mut k = 0;
            while k < a.len() {
                assert!(a[k] == b[k], "a foreign key refers to columns of one table");
                k += 1;
            }
            i += 1;
        }
        tables[0]
    }
}
#[doc(hidden)]
pub use constant::*;
