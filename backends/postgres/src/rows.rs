//! A running query.

use crate::{connection::Health, row::Row};
use aludel_core::{Result, engine};
use postgres::{RowIter, fallible_iterator::FallibleIterator};
use std::vec;

/// A running query. Its rows are read from the server one by one, or have all been read already.
///
/// Rows that are not asked for are read and dropped by the next statement.
pub struct Rows<'c>(Source<'c>);

enum Source<'c> {
    Stream(RowIter<'c>, &'c mut Health),
    All(vec::IntoIter<postgres::Row>),
}

impl<'c> Rows<'c> {
    #[inline]
    pub(crate) fn stream(rows: RowIter<'c>, health: &'c mut Health) -> Self {
        Rows(Source::Stream(rows, health))
    }

    #[inline]
    pub(crate) fn all(rows: Vec<postgres::Row>) -> Self {
        Rows(Source::All(rows.into_iter()))
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row>> {
        match &mut self.0 {
            Source::All(rows) => Ok(rows.next().map(Row::new)),
            Source::Stream(rows, health) => match rows.next() {
                Ok(row) => Ok(row.map(Row::new)),
                Err(error) => {
                    let error = health.note(error);
                    self.0 = Source::All(Vec::new().into_iter());
                    Err(error)
                }
            },
        }
    }
}
