//! What statements are run on.

use super::{Backend, Link};
use crate::Result;

/// What statements are run on: a connection, a transaction, a session.
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
