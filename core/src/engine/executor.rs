//! What statements are run on.

use super::{Backend, Link};
use crate::Result;

/// What statements are run on: a connection, a transaction, a session.
#[diagnostic::on_unimplemented(
    message = "statements cannot be run on `{Self}`",
    label = "a connection, a transaction or a session is needed",
    note = "an engine gives one: `&mut engine.connect()?`, or `&mut engine.session()?`"
)]
#[rust_analyzer::completions(ignore_methods)]
pub trait Executor {
    /// The backend.
    type Backend: Backend;
    /// The connection below, ready to run a statement.
    ///
    /// # Errors
    /// Those of what has to be done before: a session writes its changes first.
    fn ready(&mut self) -> Result<&mut Link<Self::Backend>>;
}
#[diagnostic::do_not_recommend]
impl<E: Executor> Executor for &mut E {
    type Backend = E::Backend;
    #[inline]
    fn ready(&mut self) -> Result<&mut Link<E::Backend>> {
        (**self).ready()
    }
}
