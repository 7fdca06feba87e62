//! A running query.

use crate::{connection::Health, row::Row};
use aludel_core::{Result, engine};
use postgres::{RowIter, fallible_iterator::FallibleIterator};

/// A running query. Its rows are read from the server one by one, or have all been read already.
///
/// Rows that are not asked for are read and dropped by the next statement.
pub struct Rows<'c>(Source<'c>);

enum Source<'c> {
    /// With the row that was read last.
    Stream(RowIter<'c>, &'c mut Health, Option<postgres::Row>),
    /// And how many of them were given.
    All(Vec<postgres::Row>, usize),
}

impl<'c> Rows<'c> {
    #[inline]
    pub(crate) fn stream(rows: RowIter<'c>, health: &'c mut Health) -> Self {
        Rows(Source::Stream(rows, health, None))
    }

    #[inline]
    pub(crate) fn all(rows: Vec<postgres::Row>) -> Self {
        Rows(Source::All(rows, 0))
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row<'r>
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row<'_>>> {
        if let Source::Stream(rows, health, last) = &mut self.0 {
            match rows.next() {
                Ok(row) => *last = row,
                Err(error) => {
                    let error = health.note(error);
                    self.0 = Source::All(Vec::new(), 0);
                    return Err(error);
                }
            }
        }
        Ok(match &mut self.0 {
            Source::All(rows, given) => {
                *given += 1;
                rows.get(*given - 1).map(Row::from)
            }
            Source::Stream(_, _, last) => last.as_ref().map(Row::from),
        })
    }
}
