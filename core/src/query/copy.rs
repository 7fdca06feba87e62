//! COPY: rows taken in as a stream.

use super::{FromTable, PlainRow, ValueRow};
use crate::{node, schema::BaseTable};
use std::marker::PhantomData;

node!(/** `COPY table (columns) FROM STDIN`: PostgreSQL. */ CopySql<T, C> {
    PostgreSQL => ["COPY " T " (" C ") FROM STDIN (FORMAT binary)"];
    SQLite, MySQL, MariaDB => lacks "`COPY` does not exist on {Self}, only on PostgreSQL: `insert(..).values(rows)` takes many rows everywhere";
    AnyDialect => lacks "`COPY` does not exist on every backend, only on PostgreSQL: `insert(..).values(rows)` takes many rows everywhere"
});

/// Begins a COPY into a table: `copy_into(users::table).values(rows).execute(&mut connection)`. PostgreSQL.
///
/// It is the fastest way to bring in many rows, and takes them from an iterator as a stream, so that they need not be in
/// memory together. For thousands of rows, or on another backend, `insert(..).values(..)` does as well.
///
/// ```
/// # use aludel_macros::{new, table};
/// # use aludel_core::query::copy_into;
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
/// # fn main() {
/// let copy = copy_into(users::table).values((0..1_000_000).map(|n| new!(User { name: format!("user {n}") })));
/// // let rows: u64 = copy.execute(&mut connection)?;
/// # let _ = copy;
/// # }
/// ```
pub fn copy_into<T: BaseTable>(table: T) -> CopyInto<T> {
    let _ = table;
    CopyInto(PhantomData)
}

/// A COPY that does not have its rows yet.
pub struct CopyInto<T>(PhantomData<fn() -> T>);
impl<T: BaseTable> CopyInto<T> {
    /// The rows, all of one shape: `new!(..)`s of values, row structs or references to them, or tuples of
    /// `column.set(..)`. They are taken one by one while the COPY is sent.
    pub fn values<R, V, I>(self, rows: R) -> CopyRows<T, V::Names, impl Iterator<Item = V::Row>>
    where
        R: IntoIterator<Item = V>,
        V: ValueRow<T, I, Row: PlainRow>,
    {
        CopyRows { sql: CopySql { T: FromTable::new(), C: V::names() }, rows: rows.into_iter().map(ValueRow::into_row) }
    }
}

/// A COPY of rows into table `T`. From [`copy_into`].
#[must_use = "it is run by `.execute(..)`"]
pub struct CopyRows<T, N, R> {
    pub(crate) sql: CopySql<FromTable<T>, N>,
    pub(crate) rows: R,
}
