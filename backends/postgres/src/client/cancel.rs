//! Ending what a connection does, from another thread.

use super::{open::Route, wire::Key};
use crate::error;
use aludel_core::Result;
use std::fmt;

/// Ends the statement that a connection runs. From [`Client::cancel_token`](super::Client::cancel_token).
#[derive(Clone)]
pub struct CancelToken {
    pub(crate) route: Route,
    pub(crate) key: Key,
}

impl CancelToken {
    /// Asks the server, over a connection of its own, to end what the connection is doing. The statement then fails with
    /// [`StatementTimeout`](aludel_core::ErrorKind::StatementTimeout) (SQLSTATE 57014); if it ended before, nothing happens.
    ///
    /// # Errors
    /// `Connect` if the server is not reached.
    pub fn cancel(&self) -> Result<()> {
        self.route.cancel(self.key).map_err(|failure| error::from_connecting(failure, &self.route.place.to_string()))
    }
}

/// Without the secret.
impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelToken").field("process", &self.key.process).finish_non_exhaustive()
    }
}
