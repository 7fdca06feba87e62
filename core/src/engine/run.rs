//! Running statements that give no rows.

use super::{Backend, Executes};
use crate::{Error, ErrorKind, Result, expr::Told, query::Writes, sql::Dialect};

/// Running INSERT, UPDATE and DELETE.
pub trait Run: Writes + Sized {
    /// Runs the statement; says how many rows it inserted, found to update, or deleted.
    ///
    /// # Errors
    /// `Constraint` if one is broken, `Encode` for a value that cannot be stored, `Statement`, `ConnectionLost`, ..
    #[inline]
    fn execute<E: Executes<Self, Checked: Told>>(&self, on: &mut E) -> Result<u64> {
        match on.done(self) {
            Ok(done) => Ok(done.affected),
            Err(error) => Err(error),
        }
    }

    /// Runs an INSERT of one row; gives the key that the database made. SQLite, MySQL and MariaDB; on PostgreSQL say
    /// `.returning(..)`.
    ///
    /// # Errors
    /// Those of [`execute`](Self::execute), and `Statement` if the database does not tell a key.
    fn insert_id<E: Executes<Self, Checked: Told>>(&self, on: &mut E) -> Result<i64> {
        on.done(self)?.last_insert_id.ok_or_else(|| {
            let name = <<E::Backend as Backend>::Dialect as Dialect>::NAME;
            Error::new(ErrorKind::Statement, format!("{name} does not tell the key it made; use `.returning(..)`"))
        })
    }
}
impl<W: Writes> Run for W {}
