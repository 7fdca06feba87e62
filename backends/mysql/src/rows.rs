//! A running query.

use crate::{error, row::Row};
use aludel_core::{Result, engine};
use mysql::{Binary, QueryResult, prelude::Protocol};

/// The rows of a running query. Dropping it reads and forgets those that are left.
pub struct Rows<'c> {
    result: QueryResult<'c, 'c, 'c, Binary>,
    broken: &'c mut bool,
    mariadb: bool,
    done: bool,
}

impl<'c> Rows<'c> {
    pub(crate) fn new(result: QueryResult<'c, 'c, 'c, Binary>, broken: &'c mut bool, mariadb: bool) -> Self {
        Self { result, broken, mariadb, done: false }
    }

    /// Reads what is left: of a CALL all results, so that their errors are seen.
    #[inline]
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.done = true;
        drain(&mut self.result).map_err(|e| error::running(e, self.mariadb, self.broken))
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row>> {
        if self.done {
            return Ok(None);
        }
        match self.result.next() {
            Some(Ok(row)) => Ok(Some(Row(row))),
            Some(Err(e)) => {
                self.done = true;
                Err(error::running(e, self.mariadb, self.broken))
            }
            None => self.finish().map(|()| None),
        }
    }
}

/// Reads all results of a statement. (Dropping would read them too, and forget their errors.)
pub(crate) fn drain<P: Protocol>(result: &mut QueryResult<'_, '_, '_, P>) -> mysql::Result<()> {
    while let Some(set) = result.iter() {
        for row in set {
            row?;
        }
    }
    Ok(())
}

impl std::fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("done", &self.done).finish_non_exhaustive()
    }
}
