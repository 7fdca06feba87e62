//! The traits that `table!` implements.

use super::meta::{ColumnMeta, TableMeta};
use crate::{
    sql::Tok,
    value::{Load, Null, Scalar},
};

/// Something that rows come from: a table, or an alias of one.
pub trait Table: Copy + 'static {
    /// One row of it.
    type Row: Load;
    /// How its columns are qualified.
    const NAME: &'static str;
    /// Its text in FROM.
    const FROM: Tok;
    /// Its columns.
    const COLUMNS: &'static [ColumnMeta];
}

/// A table that was declared with `table!`: rows can be inserted into it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table that was declared with `table!`",
    note = "write it as `users::table`"
)]
pub trait BaseTable: Table<Row: Record<Table = Self>> {
    /// The columns of the primary key.
    type KeyColumns: super::PrimaryKey<Self>;
    /// What was declared.
    const META: &'static TableMeta;
}

/// A second name for a table, for joining it with itself.
pub trait Alias: Table {
    /// The table.
    type Of: BaseTable;
}

/// A column, as a value of size zero.
pub trait Column: Copy + 'static {
    /// Where it belongs.
    type Table: Table;
    /// Its value type, without `Option`.
    type Base: Scalar;
    /// Whether it takes NULL.
    type Null: Null;
    /// Whether an insert must give it a value: [`Required`] or [`Optional`].
    type Requirement;
    /// Its name in the database.
    const NAME: &'static str;
}

/// A column that must be given a value.
#[derive(Debug, Clone, Copy)]
pub struct Required;
/// A column that has a default, is nullable, or is made by the database.
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// A column whose values are unique, so that a foreign key can refer to it.
#[diagnostic::on_unimplemented(
    message = "a foreign key cannot refer to `{Self}`: the column is neither a primary key nor unique",
    label = "neither `#[primary_key]` nor `#[unique]`",
    note = "declare the column `#[unique]`, or refer to the primary key"
)]
pub trait UniqueColumn: Column {}

/// A column that refers to `C` by a foreign key.
pub trait References<C: Column>: Column {}

/// The row struct of a table.
pub trait Record: Load + 'static {
    /// Its table.
    type Table: BaseTable<Row = Self>;
    /// All its columns, one field each.
    type Columns;
    /// All its columns.
    const COLUMNS: Self::Columns;

    /// Hands over all its values, in order of declaration.
    ///
    /// # Errors
    /// As [`Encode::encode`](crate::value::Encode::encode).
    fn bind<'v, B: crate::value::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> crate::Result<()>;
}

/// The assignments `A` give every required column of this table a value.
pub trait CompletedBy<A, I> {}

/// A set of tables, declared with `schema!`.
pub trait Schema {
    /// Its tables, in order of declaration.
    const TABLES: &'static [&'static TableMeta];
}
