//! Transactions and savepoints.

use super::{Backend, Executor, Link, TransactionOptions};
use crate::{Error, ErrorKind, Result};

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
        if link.depth > 0 {
            return Err(Error::new(
                ErrorKind::Transaction,
                "the connection is in a transaction already; use a savepoint",
            ));
        }
        link.watched("BEGIN", |raw| B::begin(raw, options).map(|()| 0))?;
        link.depth = 1;
        Ok(Self { link, depth: 1, open: true })
    }

    /// A transaction, or a savepoint where the connection is inside of one.
    pub(super) fn nested(link: &'c mut Link<B>) -> Result<Self> {
        if link.depth == 0 {
            return Self::begin(link, &TransactionOptions::default());
        }
        let depth = link.depth + 1;
        link.control(&format!("SAVEPOINT aludel_{depth}"))?;
        link.depth = depth;
        Ok(Self { link, depth, open: true })
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
        let result = if self.depth == 1 {
            self.link.control("COMMIT")
        } else {
            self.link.control(&format!("RELEASE SAVEPOINT aludel_{}", self.depth))
        };
        if result.is_err() {
            // SQLite keeps the transaction open after a COMMIT that failed.
            let _ = self.undo();
        }
        self.link.depth = self.depth - 1;
        result
    }

    /// Rolls back the transaction, or to the savepoint.
    ///
    /// # Errors
    /// What the database says.
    pub fn rollback(mut self) -> Result<()> {
        self.open = false;
        let result = self.undo();
        self.link.depth = self.depth - 1;
        result
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

    fn undo(&mut self) -> Result<()> {
        if self.depth == 1 {
            self.link.control("ROLLBACK")
        } else {
            let depth = self.depth;
            self.link.control(&format!("ROLLBACK TO SAVEPOINT aludel_{depth}"))?;
            self.link.control(&format!("RELEASE SAVEPOINT aludel_{depth}"))
        }
    }
}

impl<B: Backend> Executor for Transaction<'_, B> {
    type Backend = B;
    #[inline]
    fn link(&mut self) -> &mut Link<B> {
        self.link
    }
}

impl<B: Backend> Drop for Transaction<'_, B> {
    fn drop(&mut self) {
        if self.open && self.undo().is_ok() {
            self.link.depth = self.depth - 1;
        }
    }
}
