//! The ways from table to table.

use super::{
    key::{FoundKey, Positions},
    parts::{ByForeignKey, Through},
};
use crate::{
    Result,
    schema::{BaseTable, Column, ForeignKey, ForeignKeyOf, RefersTo, Table},
    session::{Entity, field::column_of, handle::position},
    sql::{DialectKind, SqlType, Tok},
    value::{Datum, Load, Null, Row, Scalar},
};

/// The name of the table between, in a statement.
const LINK: &str = "aludel_link";

/// A way to any number of rows: a foreign key, or [`Through`].
pub trait Path {
    /// The table of those rows.
    type Rows: BaseTable;
}
#[diagnostic::do_not_recommend]
impl<C: Column<Table: BaseTable>> Path for C {
    type Rows = C::Table;
}
#[diagnostic::do_not_recommend]
impl<A: Column, B: ForeignKeyOf<A::Table, Target: Column<Table: BaseTable>>> Path for Through<A, B> {
    type Rows = <B::Target as Column>::Table;
}

/// A way from a row of table `T` to any number of rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to `{T}`",
    label = "not a foreign key to `{T}`",
    note = "name a column that is declared so: `#[references(users::id)] author_id: i64`; for the row that a row refers to, say `.with_one(..)`"
)]
pub trait ToMany<T: Table>: Path<Rows: BaseTable<Row: Entity>> {
    /// The column of `T` that is referred to, or the foreign key.
    type Referenced;
    /// What the rows are found by.
    type Key: FoundKey;
    /// The columns of `T` that are referred to.
    #[doc(hidden)]
    const REFERENCED: Positions;
    /// The columns that are selected.
    #[doc(hidden)]
    const LIST: Tok;
    /// The tables that they are selected from.
    #[doc(hidden)]
    const TABLES: Tok;
    /// The table of the columns by which they are found, and their names.
    #[doc(hidden)]
    const FOUND_BY: (&'static str, &'static [&'static str]);
    /// Whether a row can be found by several keys.
    #[doc(hidden)]
    const SHARED: bool;
    /// Whether those columns are never NULL.
    #[doc(hidden)]
    const NOT_NULL: bool;
    /// Whether each of the rows refers to a row of `T`.
    #[doc(hidden)]
    const IS_TOTAL: bool = !Self::SHARED && Self::NOT_NULL;
    /// What the column is stored as, if it is one.
    #[doc(hidden)]
    const TYPE: SqlType;
    /// What a row was found by.
    #[doc(hidden)]
    fn found_by<R: Row + ?Sized>(row: &R, loaded: &RowOf<Self::Rows>, dialect: DialectKind) -> Result<Self::Key>;
}
/// The row struct of a table.
pub(super) type RowOf<T> = <T as Table>::Row;

/// All columns of a table, as a select list.
pub(super) const fn columns_of<T: Table>() -> Tok {
    Tok::Columns { qualifier: Some(T::NAME), names: T::COLUMN_NAMES }
}

#[diagnostic::do_not_recommend]
impl<T: Table, C> ToMany<T> for C
where
    C: Column<Table: BaseTable<Row: Entity>> + RefersTo<T>,
{
    type Referenced = <C as RefersTo<T>>::Column;
    type Key = Datum;
    const REFERENCED: Positions = Positions::one(position::<<C as RefersTo<T>>::Column>());
    const LIST: Tok = columns_of::<C::Table>();
    const TABLES: Tok = <C::Table as Table>::FROM;
    const FOUND_BY: (&'static str, &'static [&'static str]) = (<C::Table as Table>::NAME, &[C::NAME]);
    const SHARED: bool = false;
    const NOT_NULL: bool = !C::Null::IS_NULLABLE;
    const TYPE: SqlType = <C::Base as Scalar>::TYPE;
    fn found_by<R: Row + ?Sized>(_: &R, loaded: &RowOf<C::Table>, dialect: DialectKind) -> Result<Datum> {
        column_of(loaded, const { position::<C>() }, dialect)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table, A, B> ToMany<T> for Through<A, B>
where
    A: Column + RefersTo<T>,
    B: ForeignKeyOf<A::Table, Target: Column<Table: BaseTable<Row: Entity>>>,
{
    type Referenced = <A as RefersTo<T>>::Column;
    type Key = Datum;
    const REFERENCED: Positions = Positions::one(position::<<A as RefersTo<T>>::Column>());
    const LIST: Tok = Tok::Seq(&[
        columns_of::<<B::Target as Column>::Table>(),
        Tok::Lit(", "),
        Tok::Column { table: LINK, name: A::NAME },
    ]);
    const TABLES: Tok = Tok::Seq(&[
        <<B::Target as Column>::Table as Table>::FROM,
        Tok::Lit(" JOIN "),
        <A::Table as Table>::FROM,
        Tok::Lit(" AS "),
        Tok::Ident(LINK),
        Tok::Lit(" ON "),
        Tok::Column { table: LINK, name: B::NAME },
        Tok::Lit(" = "),
        Tok::Column { table: <<B::Target as Column>::Table as Table>::NAME, name: <B::Target as Column>::NAME },
    ]);
    const FOUND_BY: (&'static str, &'static [&'static str]) = (LINK, &[A::NAME]);
    const SHARED: bool = true;
    const NOT_NULL: bool = !A::Null::IS_NULLABLE;
    const TYPE: SqlType = <A::Base as Scalar>::TYPE;
    fn found_by<R: Row + ?Sized>(row: &R, _: &RowOf<Self::Rows>, dialect: DialectKind) -> Result<Datum> {
        Datum::of(&A::Base::decode(row, <RowOf<Self::Rows> as Load>::WIDTH)?, dialect)
    }
}

#[diagnostic::do_not_recommend]
impl<K: ForeignKey> Path for ByForeignKey<K> {
    type Rows = K::Table;
}
#[diagnostic::do_not_recommend]
impl<T: Table, K: ForeignKey<Table: BaseTable<Row: Entity>, Target: Is<T>>> ToMany<T> for ByForeignKey<K> {
    type Referenced = K;
    type Key = Vec<Datum>;
    const REFERENCED: Positions = Positions::of::<K::Target>(K::REFERENCED);
    const LIST: Tok = columns_of::<K::Table>();
    const TABLES: Tok = <K::Table as Table>::FROM;
    const FOUND_BY: (&'static str, &'static [&'static str]) = (<K::Table as Table>::NAME, K::COLUMNS);
    const SHARED: bool = false;
    const NOT_NULL: bool = !K::Null::IS_NULLABLE;
    const TYPE: SqlType = SqlType::Text;
    fn found_by<R: Row + ?Sized>(_: &R, loaded: &RowOf<K::Table>, dialect: DialectKind) -> Result<Vec<Datum>> {
        let positions = const { Positions::of::<K::Table>(K::COLUMNS) };
        positions.list().iter().map(|&at| column_of(loaded, at, dialect)).collect()
    }
}
/// Table `Self` is `T`.
#[doc(hidden)]
pub trait Is<T> {}
impl<T> Is<T> for T {}

/// A way from a row of table `T` to the row that it refers to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a foreign key of `{T}`",
    label = "not a column of `{T}` that refers to another table",
    note = "name a column that is declared so: `#[references(users::id)] author_id: i64`; for the rows that refer to a row, say `.with_many(..)`"
)]
pub trait ToOne<T: Table> {
    /// The column that is referred to, or the foreign key: a type that is known if there is one.
    type Known;
    /// The table that is referred to.
    type Rows: BaseTable<Row: Entity>;
    /// Whether there may be no row.
    type Null: Null;
    /// What the row is found by.
    type Key: FoundKey;
    /// The columns that refer.
    #[doc(hidden)]
    const COLUMNS: Positions;
    /// The columns that are referred to.
    #[doc(hidden)]
    const TARGETS: Positions;
}
#[diagnostic::do_not_recommend]
impl<T: Table, C: ForeignKeyOf<T>> ToOne<T> for C
where
    <C::Target as Column>::Table: BaseTable<Row: Entity>,
{
    type Known = C::Target;
    type Rows = <C::Target as Column>::Table;
    type Null = C::Null;
    type Key = Datum;
    const COLUMNS: Positions = Positions::one(position::<C>());
    const TARGETS: Positions = Positions::one(position::<C::Target>());
}
#[diagnostic::do_not_recommend]
impl<T: Table, K: ForeignKey<Table: Is<T>, Target: BaseTable<Row: Entity>>> ToOne<T> for ByForeignKey<K> {
    type Known = K;
    type Rows = K::Target;
    type Null = K::Null;
    type Key = Vec<Datum>;
    const COLUMNS: Positions = Positions::of::<K::Table>(K::COLUMNS);
    const TARGETS: Positions = Positions::of::<K::Target>(K::REFERENCED);
}
