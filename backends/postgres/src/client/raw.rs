//! The client itself: what Aludel does not cover is done with it.

use super::{
    cancel::CancelToken,
    cells::Cell,
    copy,
    failure::Outcome,
    open::{Route, Session},
    script,
    statement::{self, Statement},
    types::Types,
    wire::{Notification, Wire},
};
use crate::error;
use aludel_core::{Error, Result};
use postgres_types::Type;
use std::{
    fmt,
    io::Write,
    time::{Duration, Instant},
};

/// The connection below Aludel's, for what that does not cover: COPY to the client, LISTEN, cancelling.
///
/// From [`Connection::raw`](crate::Connection::raw). Leave it in the state in which it was: no open transaction, no other
/// settings.
///
/// ```no_run
/// use aludel_core::{Result, engine::{Backend, DatabaseUrl}};
/// use aludel_postgres::Postgres;
/// use std::time::Duration;
///
/// # fn main() -> Result<()> {
/// let url = DatabaseUrl::parse("postgres://user:password@localhost/shop")?;
/// let mut connection = Postgres::connect(&url)?;
/// let client = connection.raw();
///
/// let mut file = Vec::new();
/// client.copy_out("COPY customers TO STDOUT (FORMAT csv, HEADER)", &mut file)?;
///
/// client.simple_query("LISTEN orders")?;
/// for notification in client.notifications(Duration::from_secs(60))? {
///     println!("{}: {}", notification.channel, notification.payload);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Client {
    pub(crate) wire: Wire,
    pub(crate) types: Types,
    /// Where the values of the last row are.
    pub(crate) cells: Vec<Cell>,
    route: Route,
    /// How many statements have been prepared, each with a name of its own.
    prepared: u64,
}

impl Client {
    pub(crate) fn open(route: Route, session: &Session<'_>) -> Outcome<Self> {
        let wire = route.open(session)?;
        Ok(Self { wire, types: Types::default(), cells: Vec::new(), route, prepared: 0 })
    }

    pub(crate) fn prepare(&mut self, sql: &str, declared: &[Type]) -> Outcome<Statement> {
        self.prepared += 1;
        let name = format!("s{}", self.prepared);
        statement::prepare(&mut self.wire, &mut self.types, &name, sql, declared)
    }

    /// The columns of a statement, which is not kept.
    pub(crate) fn describe(&mut self, sql: &str) -> Outcome<Statement> {
        statement::prepare(&mut self.wire, &mut self.types, "", sql, &[])
    }

    /// Runs statements without values, separated by semicolons, and gives the rows of all of them, each value as its
    /// text; `None` is NULL.
    ///
    /// # Errors
    /// What the server says. The statements are a transaction, unless they begin one themselves.
    pub fn simple_query(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>> {
        script::rows(&mut self.wire, sql).map_err(error::from_client)
    }

    /// Runs a `COPY .. TO STDOUT`, and writes what comes. Says how many rows it was.
    ///
    /// # Errors
    /// What the server says, and [`Application`](aludel_core::ErrorKind::Application) with the error of the writer. What was
    /// written up to then stays.
    pub fn copy_out(&mut self, sql: &str, to: &mut impl Write) -> Result<u64> {
        copy::out(&mut self.wire, sql, to).map_err(error::from_client)?.map_err(Error::application)
    }

    /// What other sessions have told those that LISTEN, as this one does; waits so long for the first if there is none.
    ///
    /// The server tells between transactions only.
    ///
    /// # Errors
    /// `ConnectionLost`.
    pub fn notifications(&mut self, wait: Duration) -> Result<Vec<Notification>> {
        // A socket does not wait for no time at all.
        let until = Instant::now() + wait.max(Duration::from_millis(1));
        self.wire.listen(until).map_err(error::from_client)?;
        Ok(self.wire.notifications())
    }

    /// What ends a statement of this connection, from another thread.
    pub fn cancel_token(&self) -> CancelToken {
        CancelToken { route: self.route.clone(), key: self.wire.key() }
    }

    /// The process that serves this connection, as in `pg_backend_pid()`.
    pub fn process(&self) -> i32 {
        self.wire.key().process
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("place", &self.route.place)
            .field("process", &self.process())
            .finish_non_exhaustive()
    }
}
