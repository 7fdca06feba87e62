//! What a statement can be run on, decided by the executor.
//!
//! The bound of a method such as `.all(..)` is on the executor, not on the statement: so the compiler knows the dialect
//! before it looks at the statement, and says which construct that dialect lacks.

use super::{Backend, Done, Execute, Executor, Iter, Rows};
use crate::{Error, Result, query::Query, sql::Sql};

/// The dialect of an executor's backend.
pub(super) type DialectOf<E> = <<E as Executor>::Backend as Backend>::Dialect;
/// A row of an executor's backend.
type RowOf<'c, 'r, E> = <<<E as Executor>::Backend as Backend>::Rows<'c> as Rows>::Row<'r>;

/// A connection or a transaction that the query `Q` can be run on.
pub trait Runs<Q>: Executor {
    /// See [`Told`](crate::expr::Told).
    type Checked;
    /// Whether there is certainly no second row.
    #[doc(hidden)]
    const ONE_ROW_AT_MOST: bool;

    #[doc(hidden)]
    fn rows_of(&mut self, query: &Q, each: impl FnMut(&RowOf<'_, '_, Self>) -> Result<bool>) -> Result<()>;

    #[doc(hidden)]
    fn with_sql_of(&mut self, query: &Q, error: Error) -> Error;

    #[doc(hidden)]
    fn iter_of<'c>(&'c mut self, query: &'c Q) -> Result<Iter<'c, Self::Backend, Q>>
    where
        Q: Query;
}
impl<E: Executor, Q: Sql<DialectOf<E>>> Runs<Q> for E {
    type Checked = ();
    const ONE_ROW_AT_MOST: bool = Q::TOK.has_one_row_at_most();

    #[inline]
    fn rows_of(&mut self, query: &Q, each: impl FnMut(&RowOf<'_, '_, Self>) -> Result<bool>) -> Result<()> {
        match self.ready() {
            Ok(link) => link.query(query, each),
            Err(error) => Err(error),
        }
    }

    #[cold]
    fn with_sql_of(&mut self, query: &Q, error: Error) -> Error {
        let Ok(link) = self.ready() else { return error };
        let (constant, rendered) = link.text(query);
        error.with_sql(constant.unwrap_or(&rendered))
    }

    fn iter_of<'c>(&'c mut self, query: &'c Q) -> Result<Iter<'c, Self::Backend, Q>>
    where
        Q: Query,
    {
        Iter::start(query, self)
    }
}

/// A connection or a transaction that the statement `S` can be executed on.
pub trait Executes<S>: Executor {
    /// See [`Told`](crate::expr::Told).
    type Checked;

    #[doc(hidden)]
    fn done(&mut self, statement: &S) -> Result<Done>;
}
impl<E: Executor, S: Execute<E::Backend>> Executes<S> for E {
    type Checked = ();

    #[inline]
    fn done(&mut self, statement: &S) -> Result<Done> {
        match self.ready() {
            Ok(link) => statement.run(link),
            Err(error) => Err(error),
        }
    }
}
