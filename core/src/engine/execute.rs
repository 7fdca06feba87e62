//! What it means to run a statement that gives no rows.

use super::{Backend, Done, Link};
use crate::{Result, query::Statement, sql::Sql};

/// A statement that can be run on backend `B`.
pub trait Execute<B: Backend> {
    /// Runs it.
    ///
    /// # Errors
    /// What the database says.
    fn run(&self, link: &mut Link<B>) -> Result<Done>;
}

impl<S: Statement + Sql<B::Dialect>, B: Backend> Execute<B> for S {
    #[inline]
    fn run(&self, link: &mut Link<B>) -> Result<Done> {
        link.execute(self)
    }
}
