//! One runner at a time: the locks that `create_all` takes, too.

use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, Connection, Engine, Fetch, Isolation, TransactionOptions},
    query::sql,
    sql::DialectKind,
};
use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// Begins a transaction that has the database's schema for itself.
pub(crate) fn begin<B: Backend>(connection: &mut Connection<B>, timeout: Duration) -> Result<()> {
    let deadline = Instant::now() + timeout;
    match connection.link().style().kind {
        DialectKind::Sqlite => loop {
            // The lock for writing at once, so that what is read stays true.
            match connection.link().begin(&TransactionOptions::default().immediate()) {
                Err(error) if error.kind() == ErrorKind::LockTimeout && Instant::now() < deadline => {}
                result => return result,
            }
        },
        DialectKind::Postgres => {
            // Asked again and again: one that waits keeps a snapshot, which CREATE INDEX CONCURRENTLY waits for in turn.
            patiently(deadline, timeout, || {
                // Each statement is to see what was committed before.
                connection.link().begin(&TransactionOptions::isolation(Isolation::ReadCommitted))?;
                // The number that `create_all` locks.
                let got = sql::<bool>("SELECT pg_try_advisory_xact_lock(107118453876076)").one(connection);
                if !matches!(got, Ok(true)) {
                    connection.link().undo(1)?;
                }
                got
            })
        }
        _ => connection.link().begin(&TransactionOptions::default()),
    }
}

/// A lock across transactions, where migrations are not transactions. Given back when it is dropped.
pub(crate) struct Held<B: Backend>(Option<Connection<B>>);

impl<B: Backend> Held<B> {
    /// Takes it, on a connection of its own if the pool has one to spare; `own` is the connection of the migration.
    pub(crate) fn take(engine: &Engine<B>, own: &mut Connection<B>, timeout: Duration) -> Result<Self> {
        if engine.status().max == 1 {
            lock(own, timeout)?;
            return Ok(Self(None));
        }
        let mut connection = engine.connect()?;
        lock(&mut connection, timeout)?;
        Ok(Self(Some(connection)))
    }

    /// Gives it back, if it is on the connection of the migration.
    pub(crate) fn release(self, own: Option<&mut Connection<B>>) {
        if let (None, Some(own)) = (&self.0, own) {
            unlock(own);
        }
    }
}

impl<B: Backend> Drop for Held<B> {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.0 {
            unlock(connection);
        }
    }
}

fn lock<B: Backend>(connection: &mut Connection<B>, timeout: Duration) -> Result<()> {
    let deadline = Instant::now() + timeout;
    match connection.link().style().kind {
        DialectKind::Sqlite => Ok(()),
        DialectKind::Postgres => {
            patiently(deadline, timeout, || sql::<bool>("SELECT pg_try_advisory_lock(107118453876076)").one(connection))
        }
        _ => {
            let seconds = timeout.as_secs_f64().ceil();
            let got = sql::<Option<i64>>("SELECT GET_LOCK('aludel.schema', ?)").bind(seconds).one(connection)?;
            if got == Some(1) { Ok(()) } else { Err(timed_out(timeout)) }
        }
    }
}

fn unlock<B: Backend>(connection: &mut Connection<B>) {
    // If it fails, the connection is lost, and the lock with it.
    let _ = match connection.link().style().kind {
        DialectKind::Sqlite => Ok(()),
        DialectKind::Postgres => connection.script("SELECT pg_advisory_unlock(107118453876076)"),
        _ => connection.script("DO RELEASE_LOCK('aludel.schema')"),
    };
}

fn patiently(deadline: Instant, timeout: Duration, mut ask: impl FnMut() -> Result<bool>) -> Result<()> {
    let mut pause = Duration::from_millis(2);
    while !ask()? {
        if Instant::now() >= deadline {
            return Err(timed_out(timeout));
        }
        sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(200));
    }
    Ok(())
}

fn timed_out(timeout: Duration) -> Error {
    let message = format!(
        "another program has been changing the schema for {} s; wait for it, or allow more by `lock_timeout`",
        timeout.as_secs_f32()
    );
    Error::new(ErrorKind::LockTimeout, message)
}
