//! The engine: a pool of connections to one database.

mod manager;
mod slots;

use super::{Backend, Connection, DatabaseUrl, Observer, Transaction, UrlError, observe::Echo};
use crate::{Error, ErrorKind, Result};
pub(super) use manager::Pooled;
use manager::{Manager, OnConnect, Shared};
use slots::Slots;
use std::{sync::Arc, time::Duration};

/// A pool of connections to one database. Cheap to clone: clones share the pool.
///
/// The database lives where its URL says; a program keeps one engine per database. Connections are opened and closed by
/// who asks for one or gives one back: there is no thread in the background.
pub struct Engine<B: Backend> {
    shared: Arc<Shared<B>>,
}

impl<B: Backend> Clone for Engine<B> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone() }
    }
}

impl<B: Backend> std::fmt::Debug for Engine<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("url", self.url()).field("pool", &self.status()).finish()
    }
}

/// How an engine is opened. From [`Engine::builder`].
pub struct EngineBuilder<B: Backend> {
    url: Result<DatabaseUrl>,
    size: Option<u32>,
    timeout: Option<Duration>,
    recycle: Option<Duration>,
    check_after: Duration,
    observers: Vec<Box<dyn Observer>>,
    on_connect: Vec<OnConnect<B>>,
}

/// How many connections a pool has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// Open, in use or not.
    pub connections: u32,
    /// Open and not in use.
    pub idle: u32,
    /// The most there can be.
    pub max: u32,
}

impl From<UrlError> for Error {
    fn from(error: UrlError) -> Self {
        Error::new(ErrorKind::Url, error.to_string()).with_source(error)
    }
}

impl<B: Backend> Engine<B> {
    /// Opens the database with the defaults of [`Engine::builder`]. One connection is made at once.
    ///
    /// # Errors
    /// `Url` for a malformed URL or one of another backend, `Connect`, `Authentication`.
    pub fn open(url: &str) -> Result<Self> {
        Self::builder(url).open()
    }

    /// Sets up how the database is opened.
    pub fn builder(url: &str) -> EngineBuilder<B> {
        EngineBuilder {
            url: DatabaseUrl::parse(url).map_err(Error::from),
            size: None,
            timeout: None,
            recycle: None,
            check_after: Duration::from_secs(30),
            observers: Vec::new(),
            on_connect: Vec::new(),
        }
    }

    /// A connection of the pool; waits for one if all are in use.
    ///
    /// # Errors
    /// `PoolTimeout` if none came free in time, `Connect` if a new one cannot be made.
    pub fn connect(&self) -> Result<Connection<B>> {
        match self.shared.take() {
            Some(taken) => taken.map(Connection),
            None => Err(self.no_connection()),
        }
    }

    /// Runs the function in a transaction on a connection of the pool: commits if it returns `Ok`, rolls back if it
    /// returns `Err` or panics.
    ///
    /// The error may be the program's own, if it is made of an [`Error`] by `?`. Where nothing else says which one it is, as in
    /// front of another `?`, the last line of the function does: `Ok::<_, aludel::Error>(())`.
    ///
    /// ```ignore
    /// engine.transaction(|tx| {
    ///     insert(users::table).values(new!(User { name: "Ann" })).execute(tx)?;
    ///     Ok::<_, aludel::Error>(())
    /// })?;
    /// ```
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect), of BEGIN and COMMIT, and the function's.
    pub fn transaction<T, E: From<Error>>(
        &self,
        f: impl FnOnce(&mut Transaction<'_, B>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connect()?.transaction(f)
    }

    /// The URL it was opened from. Prints without its password.
    pub fn url(&self) -> &DatabaseUrl {
        &self.shared.manager.url
    }

    /// How many connections there are.
    pub fn status(&self) -> PoolStatus {
        let (connections, idle) = self.shared.slots.counts();
        PoolStatus { connections, idle, max: self.shared.slots.max() }
    }

    #[cold]
    fn no_connection(&self) -> Error {
        let (max, seconds) = (self.shared.slots.max(), self.shared.timeout.as_secs_f32());
        let hint = if self.url().is_memory() {
            "a database in memory has one connection: drop the other one first, or open a file"
        } else {
            "drop connections sooner, or make the pool larger with `pool_size`"
        };
        Error::new(
            ErrorKind::PoolTimeout,
            format!("no connection came free within {seconds} s: all {max} of the pool are in use; {hint}"),
        )
    }
}

impl<B: Backend> EngineBuilder<B> {
    /// The most connections, 10 by default; a SQLite database in memory always has one.
    pub fn pool_size(mut self, size: u32) -> Self {
        self.size = Some(size.max(1));
        self
    }

    /// How long to wait for a connection: 30 seconds by default, 5 where a database in memory has only one.
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How old a connection may get, 30 minutes by default. One that nobody used for 10 minutes is closed before, when
    /// another one is given back.
    pub fn recycle(mut self, age: Duration) -> Self {
        self.recycle = Some(age);
        self
    }

    /// After how long without use a connection is asked for a sign of life before it is handed out; 30 seconds by
    /// default, zero for always.
    pub fn check_after(mut self, idle: Duration) -> Self {
        self.check_after = idle;
        self
    }

    /// How long a statement may run, from its begin to its last row; without limit by default. One that runs longer is
    /// ended, with [`ErrorKind::StatementTimeout`](crate::ErrorKind::StatementTimeout); the connection stays usable, and a
    /// transaction that it was in can only be rolled back.
    ///
    /// The server counts, in milliseconds; SQLite looks at the clock while it works, and not while it waits for a lock
    /// (`busy_timeout` of the URL). MySQL ends only SELECTs, MariaDB all statements.
    pub fn statement_timeout(self, timeout: Duration) -> Self {
        self.on_connect(move |connection| B::limit_statements(connection, timeout))
    }

    /// Tells the observer of every statement.
    pub fn observe(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// Sets each new connection up, by the driver's means: a session variable, a function of SQLite written in Rust.
    ///
    /// Said again, all are done in turn. An error counts as one of connecting.
    pub fn on_connect(mut self, set_up: impl Fn(&mut B::Connection) -> Result<()> + Send + Sync + 'static) -> Self {
        self.on_connect.push(Box::new(set_up));
        self
    }

    /// Prints every statement to standard error.
    pub fn echo(self, on: bool) -> Self {
        if on { self.observe(Echo) } else { self }
    }

    /// Opens the database. One connection is made at once, so that a wrong URL is told here.
    ///
    /// # Errors
    /// `Url` for a malformed URL or one of another backend, `Connect`, `Authentication`.
    pub fn open(mut self) -> Result<Engine<B>> {
        let url = self.url?;
        if !B::SCHEMES.contains(&url.scheme()) {
            return Err(UrlError::UnknownScheme { scheme: url.scheme().to_owned(), known: B::SCHEMES.to_vec() }.into());
        }
        #[cfg(feature = "tracing")]
        self.observers.push(Box::new(super::observe::Traced));
        let options = url.pool_options();
        let memory = url.is_memory();
        let size = if memory { 1 } else { self.size.or(options.size).unwrap_or(10) };
        // Whoever waits for the one connection of a database in memory mostly holds it.
        let patience = Duration::from_secs(if memory { 5 } else { 30 });
        let timeout = self.timeout.or(options.timeout).unwrap_or(patience);
        let age = self.recycle.unwrap_or(Duration::from_secs(30 * 60));
        let manager = Manager {
            url,
            observers: std::mem::take(&mut self.observers).into(),
            on_connect: self.on_connect,
            check_after: self.check_after,
            // A database in memory is gone with its connection.
            recycle: if memory { Duration::MAX } else { age },
            idle: if memory { Duration::MAX } else { age.min(Duration::from_secs(10 * 60)) },
        };
        let slots = Slots::new(size, manager.connect()?);
        Ok(Engine { shared: Arc::new(Shared { slots, manager, timeout }) })
    }
}
