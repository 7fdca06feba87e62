//! Makes, checks and cleans the connections of the pool.

use super::{Backend, DatabaseUrl, Link, link::Observers};
use crate::{Error, Result};
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// A connection checked out of the pool.
pub(super) type Pooled<B> = r2d2::PooledConnection<Manager<B>>;

/// The last error of making a connection, which r2d2 itself only logs.
pub(super) type LastError = Arc<Mutex<Option<Error>>>;

/// Keeps the last error for whoever asks.
#[derive(Debug)]
pub(super) struct Remember(pub(super) LastError);
impl r2d2::HandleError<Error> for Remember {
    fn handle_error(&self, error: Error) {
        *self.0.lock().unwrap_or_else(|e| e.into_inner()) = Some(error);
    }
}

/// What is done to each new connection.
pub(super) type OnConnect<B> = Box<dyn Fn(&mut <B as Backend>::Connection) -> Result<()> + Send + Sync>;

/// A new connection, set up.
pub(super) fn connect<B: Backend>(url: &DatabaseUrl, on_connect: &[OnConnect<B>]) -> Result<B::Connection> {
    let mut connection = B::connect(url)?;
    for set_up in on_connect {
        set_up(&mut connection).map_err(|error| error.context("setting up a connection"))?;
    }
    Ok(connection)
}

/// Makes and checks connections for the pool.
pub struct Manager<B: Backend> {
    pub(super) url: Arc<DatabaseUrl>,
    pub(super) observers: Observers,
    pub(super) on_connect: Vec<OnConnect<B>>,
    pub(super) check_after: Duration,
    pub(super) first: Mutex<Option<Link<B>>>,
}

impl<B: Backend> r2d2::ManageConnection for Manager<B> {
    type Connection = Link<B>;
    type Error = Error;

    fn connect(&self) -> Result<Link<B>> {
        let first = self.first.lock().unwrap_or_else(|e| e.into_inner()).take();
        match first {
            Some(link) => Ok(link),
            None => Ok(Link::new(connect::<B>(&self.url, &self.on_connect)?, self.observers.clone())),
        }
    }

    fn is_valid(&self, link: &mut Link<B>) -> Result<()> {
        if link.last_used.elapsed() < self.check_after {
            return Ok(());
        }
        B::ping(link.raw_mut())?;
        link.last_used = Instant::now();
        Ok(())
    }

    /// Asked when a connection comes back: one that cannot be made clean is thrown away.
    fn has_broken(&self, link: &mut Link<B>) -> bool {
        if B::is_broken(link.raw_ref()) {
            return true;
        }
        // Where nobody tells, a ROLLBACK too many does no harm.
        if link.depth > 0 || B::in_transaction(link.raw_ref()).unwrap_or(link.touched) {
            if B::script(link.raw_mut(), "ROLLBACK").is_err() || B::in_transaction(link.raw_ref()) == Some(true) {
                return true;
            }
            link.depth = 0;
            link.touched = false;
        }
        link.last_used = Instant::now();
        false
    }
}
