//! Transactions and savepoints.

use super::{Backend, Executor, Link, TransactionOptions};
use crate::{Error, Result};

/// A transaction, or a savepoint in one. Rolled back when dropped without [`commit`](Self::commit).
#[must_use = "a transaction is rolled back when it is dropped"]
pub struct Transaction<'c, B: Backend> {
    link: &'c mut Link<B>,
    /// 1 for a transaction, 2 and more for a savepoint.
    depth: u32,
    open: bool,
}

impl<'c, B: Backend> Transaction<'c, B> {
    pub(super) fn begin(link: &'c mut Link<B>, options: &TransactionOptions) -> Result<Self> {
        link.begin(options)?;
        Ok(Self { link, depth: 1, open: true })
    }

    /// A transaction, or a savepoint where the connection is inside of one.
    pub(super) fn nested(link: &'c mut Link<B>) -> Result<Self> {
        if link.depth == 0 {
            return Self::begin(link, &TransactionOptions::default());
        }
        link.savepoint()?;
        let depth = link.depth;
        Ok(Self { link, depth, open: true })
    }

    /// The connection with what Aludel keeps beside it.
    #[inline]
    pub fn link(&mut self) -> &mut Link<B> {
        self.link
    }

    /// A savepoint: what happens in it can be rolled back by itself. They nest.
    ///
    /// # Errors
    /// What the database says.
    pub fn savepoint(&mut self) -> Result<Transaction<'_, B>> {
        Transaction::nested(self.link)
    }

    /// Commits the transaction, or releases the savepoint.
    ///
    /// # Errors
    /// What the database says. A transaction whose commit failed is rolled back; after a lost connection nobody can know.
    pub fn commit(mut self) -> Result<()> {
        self.open = false;
        self.link.leave(self.depth)
    }

    /// Rolls back the transaction, or to the savepoint.
    ///
    /// # Errors
    /// What the database says.
    pub fn rollback(mut self) -> Result<()> {
        self.open = false;
        self.link.undo(self.depth)
    }

    /// Runs the function, then commits if it returned `Ok`, else rolls back.
    pub(super) fn run<T, E: From<Error>>(mut self, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        match f(&mut self) {
            Ok(value) => self.commit().map(|()| value).map_err(E::from),
            Err(error) => {
                // The function's error is the one to tell.
                let _ = self.rollback();
                Err(error)
            }
        }
    }

    /// Runs the function in a savepoint: released if it returns `Ok`, rolled back to if it returns `Err` or panics.
    ///
    /// # Errors
    /// The function's, and those of SAVEPOINT and RELEASE.
    pub fn in_savepoint<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&mut Transaction<'_, B>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.savepoint()?.run(f)
    }
}

#[diagnostic::do_not_recommend]
impl<B: Backend> Executor for Transaction<'_, B> {
    type Backend = B;
    #[inline]
    fn ready(&mut self) -> Result<&mut Link<B>> {
        self.link.going_on()?;
        Ok(self.link)
    }
}

impl<B: Backend> Drop for Transaction<'_, B> {
    fn drop(&mut self) {
        if self.open {
            let _ = self.link.undo(self.depth);
        }
    }
}
