//! COPY: rows taken in as a stream.

use super::{Executor, batch::in_transaction, runs::DialectOf};
use crate::{
    Result,
    query::{CopyRows, CopySql, FromTable},
    schema::Table,
    sql::Sql,
};

/// A connection or a transaction that the COPY `S` can be run on.
pub trait Copies<S>: Executor {
    #[doc(hidden)]
    fn copy(&mut self, copy: S) -> Result<u64>;
}

impl<T, N, R> CopyRows<T, N, R> {
    /// Sends the rows; says how many there were.
    ///
    /// In a transaction, a COPY that fails leaves it as it was before; outside of one, it leaves the table so.
    ///
    /// # Errors
    /// `Encode` for a value that cannot be stored, or not in the type that the column has in the database, with the number
    /// of the row and the column; `Constraint` if one is broken; `Statement`, `ConnectionLost`, ..
    pub fn execute<E: Copies<Self>>(self, on: &mut E) -> Result<u64> {
        on.copy(self)
    }
}

impl<E, T, N, R> Copies<CopyRows<T, N, R>> for E
where
    E: Executor,
    T: Table,
    N: Sql<DialectOf<E>>,
    R: Iterator<Item: Sql<DialectOf<E>>>,
    CopySql<FromTable<T>, N>: Sql<DialectOf<E>>,
{
    fn copy(&mut self, copy: CopyRows<T, N, R>) -> Result<u64> {
        let link = self.ready()?;
        let statements = if link.depth() > 0 { 2 } else { 1 };
        in_transaction(link, statements, |link| link.copy(T::NAME, copy))
    }
}
