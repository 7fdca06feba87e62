//! A running query.

use crate::{
    client::{
        cells::Cell,
        columns::Columns,
        statement,
        wire::{Head, Wire},
    },
    error,
    row::Row,
};
use aludel_core::{Result, engine};
use std::{fmt, sync::Arc};

/// A running query. Its rows are read from the server one by one. Dropping it reads and forgets those that are left, so that
/// the server holds no locks for them.
pub struct Rows<'c> {
    wire: &'c mut Wire,
    cells: &'c mut Vec<Cell>,
    columns: Arc<Columns>,
    mariadb: bool,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Rows,
    /// There are none (any more), and further results may follow.
    End,
    Done,
}

impl<'c> Rows<'c> {
    #[inline]
    pub(crate) fn new(
        wire: &'c mut Wire,
        cells: &'c mut Vec<Cell>,
        columns: Arc<Columns>,
        mariadb: bool,
        head: Head,
    ) -> Self {
        let state = if matches!(head, Head::Rows(_)) { State::Rows } else { State::End };
        Self { wire, cells, columns, mariadb, state }
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row<'r>
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row<'_>>> {
        if self.state == State::Rows {
            match statement::row(self.wire, &self.columns, self.cells) {
                Ok(Some(packet)) => return Ok(Some(Row::new(self.wire.body(&packet), self.cells, &self.columns))),
                Ok(None) => self.state = State::End,
                Err(failure) => {
                    self.state = State::Done;
                    return Err(error::running(failure, self.mariadb));
                }
            }
        }
        if self.state == State::End {
            self.state = State::Done;
            // Of a CALL all results, so that their errors are seen.
            self.wire.finish().map_err(|failure| error::running(failure, self.mariadb))?;
        }
        Ok(None)
    }
}

impl Drop for Rows<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.state != State::Done {
            // What fails now is of no interest to anybody; that the connection is lost is noted.
            let _ = self.wire.settle();
        }
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("state", &self.state).finish_non_exhaustive()
    }
}
