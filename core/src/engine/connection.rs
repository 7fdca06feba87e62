//! A connection of the pool, and what statements can be run on.

use super::{Backend, Executor, Link, Transaction, TransactionOptions, pool::Pooled};
use crate::{Error, Result};

/// A connection of the pool. It goes back when it is dropped; a transaction that is still open is rolled back.
pub struct Connection<B: Backend>(pub(super) Pooled<B>);

#[diagnostic::do_not_recommend]
impl<B: Backend> Executor for Connection<B> {
    type Backend = B;
    #[inline]
    fn ready(&mut self) -> Result<&mut Link<B>> {
        Ok(&mut self.0)
    }
}

impl<B: Backend> Connection<B> {
    /// The connection with what Aludel keeps beside it.
    #[inline]
    pub fn link(&mut self) -> &mut Link<B> {
        &mut self.0
    }

    /// Begins a transaction with the backend's defaults. It is rolled back when dropped without `commit`.
    ///
    /// # Errors
    /// What the database says.
    pub fn begin(&mut self) -> Result<Transaction<'_, B>> {
        self.begin_with(TransactionOptions::default())
    }

    /// Begins a transaction with an isolation level or an access mode.
    ///
    /// # Errors
    /// `Transaction` for an option that the backend does not have.
    pub fn begin_with(&mut self, options: TransactionOptions) -> Result<Transaction<'_, B>> {
        Transaction::begin(&mut self.0, &options)
    }

    /// Runs the function in a transaction: commits if it returns `Ok`, rolls back if it returns `Err` or panics.
    ///
    /// The error may be the program's own. Where nothing else says which one it is, the function's last line does:
    /// `Ok::<_, aludel::Error>(())`.
    ///
    /// # Errors
    /// The function's, and those of BEGIN and COMMIT.
    pub fn transaction<T, E: From<Error>>(
        &mut self,
        f: impl FnOnce(&mut Transaction<'_, B>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.begin()?.run(f)
    }

    /// The driver's connection, for what Aludel does not wrap.
    pub fn raw(&mut self) -> &mut B::Connection {
        self.0.raw()
    }

    /// Runs statements as written, without values and rows, separated by semicolons.
    ///
    /// # Errors
    /// What the database says.
    pub fn script(&mut self, sql: &'static str) -> Result<()> {
        self.0.script(sql)
    }

    /// The server's name and version.
    ///
    /// # Errors
    /// What the database says.
    pub fn version(&mut self) -> Result<String> {
        B::version(self.0.raw_mut())
    }
}
