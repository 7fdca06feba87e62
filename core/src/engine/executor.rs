//! What statements are run on.

use super::{Backend, Link};

/// What statements are run on: a connection or a transaction.
pub trait Executor {
    /// The backend.
    type Backend: Backend;
    /// The connection below.
    fn link(&mut self) -> &mut Link<Self::Backend>;
}
