//! A running query.

use crate::{
    client::{
        Client,
        statement::{self, Column},
    },
    error,
    row::Row,
};
use aludel_core::{Result, engine};
use std::{fmt, sync::Arc};

/// A running query. Its rows are read from the server one by one.
///
/// Rows that are not asked for are read and dropped by the next statement.
pub struct Rows<'c> {
    client: &'c mut Client,
    columns: Arc<[Column]>,
    done: bool,
}

impl<'c> Rows<'c> {
    #[inline]
    pub(crate) fn new(client: &'c mut Client, columns: Arc<[Column]>) -> Self {
        Rows { client, columns, done: false }
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row<'r>
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row<'_>>> {
        if self.done {
            return Ok(None);
        }
        let Client { wire, cells, .. } = &mut *self.client;
        match statement::row(wire, cells, self.columns.len()) {
            Ok(Some(message)) => Ok(Some(Row::new(wire.body(&message), cells, &self.columns))),
            Ok(None) => {
                self.done = true;
                Ok(None)
            }
            Err(failure) => {
                self.done = true;
                Err(error::from_client(failure))
            }
        }
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("done", &self.done).finish_non_exhaustive()
    }
}
