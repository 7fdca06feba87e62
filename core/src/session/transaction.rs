//! Flush, commit, rollback, savepoints.

use super::{
    flush,
    session::{Mark, Session},
    store::Stores,
};
use crate::{
    Error, ErrorKind, Result,
    engine::{Backend, Connection, Engine, Executor, Link},
};
use std::ops::{Deref, DerefMut};

impl<B: Backend> Engine<B> {
    /// Opens a session. It takes a connection of the pool, gives it back after each commit and rollback, and takes one
    /// again for the next statement.
    ///
    /// # Errors
    /// `PoolTimeout` if no connection came free in time, `Connect` if none can be made.
    pub fn session(&self) -> Result<Session<B>> {
        Session::open(self)
    }
}

impl<B: Backend> Session<B> {
    /// A session on a connection that is in a transaction, for a step of a migration. It cannot commit.
    #[doc(hidden)]
    pub fn within(engine: &Engine<B>, mut connection: Connection<B>) -> Self {
        let style = connection.link().style();
        let mut session = Self::on(engine, connection, style);
        (session.used, session.running) = (true, true);
        session
    }

    /// Gives the connection back, still in the transaction, unless that is over; `flush`ed first, if that is wanted.
    #[doc(hidden)]
    pub fn end_within(mut self, flush: bool) -> (Option<Connection<B>>, Result<()>) {
        let flushed = if flush { self.flush() } else { Ok(()) };
        self.notice();
        let connection = self.connection.take();
        let over = || Error::new(ErrorKind::Transaction, "the transaction around the step was rolled back");
        let result = if self.lost || connection.is_none() { flushed.and_then(|()| Err(over())) } else { flushed };
        (connection, result)
    }
}

#[diagnostic::do_not_recommend]
impl<B: Backend> Executor for Session<B> {
    type Backend = B;

    /// Writes what was changed, so that a statement sees it.
    fn ready(&mut self) -> Result<&mut Link<B>> {
        self.flush()?;
        self.used()
    }
}

impl<B: Backend> Session<B> {
    /// The connection, in a transaction.
    pub(super) fn connected(&mut self) -> Result<&mut Link<B>> {
        self.notice();
        if self.lost {
            return Err(Error::new(
                ErrorKind::Transaction,
                "the transaction of the session has failed, and the database has none of it; call `rollback()`, then begin again",
            ));
        }
        let begun = self.connection.as_mut().is_some_and(|connection| connection.link().depth() > 0);
        if !begun {
            self.begin()?;
        }
        let Some(connection) = &mut self.connection else { unreachable!("a transaction has begun") };
        Ok(connection.link())
    }

    /// Begins a transaction. A connection that turns out to be lost then is thrown away, and another one is taken: after
    /// a restart of the server, none of the pool may be good.
    fn begin(&mut self) -> Result<()> {
        let mut others = self.engine.status().max;
        loop {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => self.engine.connect()?,
            };
            match connection.link().begin(&self.options) {
                Ok(()) => {
                    connection.link().wrote = false;
                    self.connection = Some(connection);
                    return Ok(());
                }
                Err(error) if error.kind() != ErrorKind::ConnectionLost || others == 0 => return Err(error),
                Err(_) => others -= 1,
            }
        }
    }

    /// Notices that the database has ended the transaction, which statements of the program are not watched for.
    fn notice(&mut self) {
        if let Some(connection) = &mut self.connection
            && connection.link().depth() > 0
            && connection.link().going_on().is_err()
        {
            self.connection = None;
            self.lost = true;
        }
    }

    /// The connection, for a statement of the transaction.
    pub(super) fn used(&mut self) -> Result<&mut Link<B>> {
        self.connected()?;
        self.used = true;
        self.connected()
    }

    /// Writes what was changed since the last flush. Queries through the session do so by themselves.
    ///
    /// If it fails, the database has none of it, and memory is as it was before: new rows are new, changes are there, so
    /// that the fix may be one assignment. What was flushed earlier in the transaction stays.
    ///
    /// # Errors
    /// `Constraint` for a broken constraint, `StaleRow` for a row that was changed or deleted by another transaction,
    /// `Circle` for rows that cannot be ordered, and what the database says.
    pub fn flush(&mut self) -> Result<()> {
        self.write(true)
    }

    fn write(&mut self, release: bool) -> Result<()> {
        if !self.stores.is_modified() {
            return Ok(());
        }
        self.call_before_flush()?;
        self.stores.complete_indexes()?;
        self.stores.iter_mut().for_each(|store| store.drop_links_written_over());
        let plan = flush::plan(&self.stores)?;
        if plan.steps.is_empty() {
            self.settle();
            return Ok(());
        }
        // A flush that is the first of its transaction takes the whole of it back when it fails; another one only itself.
        let first = !self.used;
        let confirm = self.confirm_deletes;
        let link = self.connected()?;
        if !first {
            link.savepoint()?;
        }
        let depth = link.depth();
        let wrote = link.wrote;
        let Self { connection: Some(connection), stores, .. } = self else { unreachable!("there is a transaction") };
        let result = flush::write(connection.link(), stores, &plan, confirm);
        // Rows that are not in memory may have been changed, too: by a cascade.
        connection.link().wrote = wrote || (result.is_ok() && plan.reaches(stores));
        let result = match result {
            Ok(written) => match first || !release {
                true => Ok(written),
                false => connection.link().leave(depth).map(|()| written),
            },
            Err(error) => Err(error),
        };
        self.used = true;
        match result {
            Ok(written) => flush::apply(&mut self.stores, &plan, &written).map_err(|error| {
                // The database made what the declaration does not take: memory cannot follow.
                self.abandon();
                error.context("the transaction was rolled back")
            }),
            Err(error) => {
                self.failed(first, depth, &error);
                Err(error)
            }
        }
    }

    /// Puts the database back to what it was before a flush.
    fn failed(&mut self, first: bool, depth: u32, error: &Error) {
        let Some(connection) = &mut self.connection else { return };
        let ended = connection.link().going_on().is_err()
            || matches!(error.kind(), ErrorKind::Serialization | ErrorKind::Deadlock | ErrorKind::Transaction);
        let undone = connection.link().undo(if ended { 1 } else { depth });
        if first {
            self.used = false;
            self.connection = None;
        } else if ended || undone.is_err() {
            self.lost = true;
            self.connection = None;
        }
    }

    /// Forgets what was to be done, there being nothing to do.
    fn settle(&mut self) {
        self.stores.iter_mut().for_each(|store| store.settle());
    }

    /// Ends the transaction where nothing of it is to stay.
    pub(super) fn abandon(&mut self) {
        if let Some(mut connection) = self.connection.take()
            && connection.link().depth() > 0
        {
            let _ = connection.link().undo(1);
        }
        self.marks.clear();
        self.used = false;
        self.lost = false;
        for store in self.stores.iter_mut() {
            // What cannot be put back is not shown.
            let _ = store.revert(0);
            store.rows.forget_undo();
        }
    }

    /// Whether a transaction has begun.
    pub fn in_transaction(&mut self) -> bool {
        self.lost || self.connection.as_mut().is_some_and(|connection| connection.link().depth() > 0)
    }

    /// Flushes, and commits the transaction. The connection goes back to the pool; rows stay.
    ///
    /// # Errors
    /// Those of [`flush`](Self::flush), after which the transaction is still open. If the COMMIT itself fails, the
    /// transaction is rolled back, in memory too. `UnknownOutcome` if the connection was lost while committing: nobody
    /// knows whether the transaction took effect, and the session is empty.
    pub fn commit(&mut self) -> Result<()> {
        if !self.marks.is_empty() {
            return Err(Error::new(ErrorKind::Transaction, "a savepoint is open: release it or roll it back first"));
        }
        if self.running {
            return Err(Error::new(
                ErrorKind::Transaction,
                "`run` commits when its function returns `Ok`, and runs it again where that fails; do not commit in it",
            ));
        }
        self.write(false)?;
        self.notice();
        if self.lost {
            self.connected()?;
        }
        if let Some(mut connection) = self.connection.take()
            && connection.link().depth() > 0
            && let Err(error) = connection.link().leave(1)
        {
            drop(connection);
            if error.kind() == ErrorKind::ConnectionLost {
                self.abandon();
                self.clear();
                return Err(Error::new(
                    ErrorKind::UnknownOutcome,
                    "the connection was lost while committing: nobody knows whether the transaction took effect; look \
                     into the database before doing it again",
                )
                .with_source(error));
            }
            self.abandon();
            self.call_after(|hooks| &mut hooks.after_rollback);
            return Err(error);
        }
        self.used = false;
        self.stores.iter_mut().for_each(|store| store.rows.forget_undo());
        self.call_after(|hooks| &mut hooks.after_commit);
        Ok(())
    }

    /// Rolls back the transaction: the database and memory are as they were after the last commit. Rows that were added
    /// since are gone, changes are dropped, deleted rows are back under their handles. The connection goes back to the
    /// pool.
    ///
    /// # Errors
    /// `Transaction` while a savepoint is open. A lost connection is none: what was on it is rolled back.
    pub fn rollback(&mut self) -> Result<()> {
        self.notice();
        if !self.marks.is_empty() && !self.lost {
            return Err(Error::new(ErrorKind::Transaction, "a savepoint is open: roll it back first"));
        }
        self.abandon();
        self.call_after(|hooks| &mut hooks.after_rollback);
        Ok(())
    }

    /// Begins a savepoint: what happens in it can be rolled back by itself, in the database and in memory. They nest.
    ///
    /// The guard is used as the session. Dropping it rolls back.
    ///
    /// # Errors
    /// Those of [`flush`](Self::flush): what was changed before is written first.
    pub fn savepoint(&mut self) -> Result<Savepoint<'_, B>> {
        self.flush()?;
        let link = self.used()?;
        link.savepoint()?;
        let depth = link.depth();
        let undo = self.stores.iter_mut().map(|store| store.rows.mark()).collect();
        self.marks.push(Mark { undo });
        let level = self.marks.len();
        Ok(Savepoint { session: self, depth, level, open: true })
    }

    /// Runs the function in a savepoint: released if it returns `Ok`, rolled back if it returns `Err` or panics.
    ///
    /// # Errors
    /// The function's, and those of [`savepoint`](Self::savepoint).
    pub fn in_savepoint<T, E: From<Error>>(&mut self, f: impl FnOnce(&mut Session<B>) -> Result<T, E>) -> Result<T, E> {
        let mut savepoint = self.savepoint()?;
        match f(&mut savepoint) {
            Ok(value) => savepoint.release().map(|()| value).map_err(E::from),
            Err(error) => {
                // The function's error is the one to tell.
                let _ = savepoint.rollback();
                Err(error)
            }
        }
    }
}

/// A savepoint of a session, which it is used as. Rolled back when dropped without [`release`](Self::release).
#[must_use = "a savepoint is rolled back when it is dropped"]
pub struct Savepoint<'s, B: Backend> {
    session: &'s mut Session<B>,
    depth: u32,
    /// Which of the open savepoints it is, from 1.
    level: usize,
    open: bool,
}

impl<B: Backend> Savepoint<'_, B> {
    /// Flushes, and keeps what happened in the savepoint, as a part of the transaction.
    ///
    /// # Errors
    /// Those of [`Session::flush`]; the savepoint is rolled back then.
    pub fn release(mut self) -> Result<()> {
        if self.is_over() {
            self.open = false;
            return Err(Error::new(
                ErrorKind::Transaction,
                "the savepoint went with the transaction, which was rolled back",
            ));
        }
        self.session.flush()?;
        self.open = false;
        let depth = self.depth;
        let released = self.session.connected().and_then(|link| link.leave(depth));
        match released {
            Ok(()) => {
                self.session.marks.truncate(self.level - 1);
                Ok(())
            }
            Err(error) => {
                self.forget();
                Err(error)
            }
        }
    }

    /// Rolls back to the savepoint, in the database and in memory.
    ///
    /// # Errors
    /// What the database says; the transaction has failed then.
    pub fn rollback(mut self) -> Result<()> {
        self.undo()
    }

    /// Whether the transaction around it was rolled back, which a failed one can be while savepoints are open.
    fn is_over(&self) -> bool {
        self.session.marks.len() < self.level
    }

    fn undo(&mut self) -> Result<()> {
        self.open = false;
        if self.is_over() {
            return Ok(());
        }
        self.session.notice();
        let result = match &mut self.session.connection {
            Some(connection) if !self.session.lost => connection.link().undo(self.depth),
            _ => Ok(()),
        };
        if result.is_err() {
            self.session.lost = true;
            self.session.connection = None;
        }
        self.forget();
        result
    }

    /// Puts memory back.
    fn forget(&mut self) {
        // Those in it that were forgotten (`mem::forget`) go with it.
        let mark = self.session.marks.drain(self.level - 1..).next();
        let undo = mark.map(|mark| mark.undo).unwrap_or_default();
        revert(&mut self.session.stores, &undo);
    }
}

/// Puts memory back to a mark; tables that came later, to their beginning.
fn revert(stores: &mut Stores, undo: &[usize]) {
    for (i, store) in stores.iter_mut().enumerate() {
        // What cannot be put back is not shown.
        let _ = store.revert(undo.get(i).copied().unwrap_or(0));
    }
}

impl<B: Backend> Deref for Savepoint<'_, B> {
    type Target = Session<B>;
    fn deref(&self) -> &Session<B> {
        self.session
    }
}
impl<B: Backend> DerefMut for Savepoint<'_, B> {
    fn deref_mut(&mut self) -> &mut Session<B> {
        self.session
    }
}

impl<B: Backend> Drop for Savepoint<'_, B> {
    fn drop(&mut self) {
        if self.open {
            let _ = self.undo();
        }
    }
}
