//! A running query.

use crate::{row::Row, statement::Run};
use aludel_core::{Result, engine};

/// A running query.
///
/// It took its first step before it was handed out, so that an INSERT, UPDATE or DELETE with RETURNING has done its work,
/// constraints included, even if no row is asked for. Outside of a transaction it commits after its last row, or when
/// dropped: read until `None` to learn that the commit failed (deferred foreign keys, or a lock).
pub struct Rows<'c> {
    run: Run<'c>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// On a row that was not handed out.
    Ahead,
    /// On a row that was.
    Taken,
    /// On the key of a new row, which is the only row, and was not handed out.
    Key,
    /// At the end, or failed.
    Over,
}

impl<'c> Rows<'c> {
    #[inline]
    pub(crate) fn new(mut run: Run<'c>, db: &rusqlite::Connection) -> Result<Self> {
        let state = match run.begin()? {
            true => State::Ahead,
            false if run.tell_key(db)? => State::Key,
            false => State::Over,
        };
        Ok(Self { run, state })
    }

    /// The run, to go on with other values.
    #[inline]
    pub(crate) fn into_run(self) -> Run<'c> {
        self.run
    }
}

impl engine::Rows for Rows<'_> {
    type Row<'r>
        = Row<'r>
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self.state {
            State::Ahead => self.state = State::Taken,
            State::Key => self.state = State::Over,
            State::Over => return Ok(None),
            State::Taken => {
                self.state = State::Over;
                if !self.run.step()? {
                    return Ok(None);
                }
                self.state = State::Taken;
            }
        }
        Ok(Some(Row::new(self.run.statement())))
    }
}
