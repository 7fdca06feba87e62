//! One connection, with its prepared statements.

use crate::{
    bind::{Sent, Values},
    error,
    rows::Rows,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{AccessMode, StatementCache, TransactionOptions},
    sql::SqlText,
};
use postgres::{Client, RowIter, SimpleQueryMessage, Statement, types::Type};
use std::time::Duration;

/// How many statements of constant text a connection keeps prepared, and as many of rendered text.
pub const STATEMENTS: usize = 256;

/// How long [`ping`](Connection::ping) waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One connection, with its prepared statements.
pub struct Connection {
    // Goes first, so that the statements need not be closed one by one when the connection is.
    client: Client,
    statements: StatementCache<Prepared>,
    health: Health,
}

/// A statement, and the types that its values were declared as when it was prepared.
struct Prepared {
    statement: Statement,
    declared: Box<[Type]>,
}

/// What errors tell about the connection.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Health {
    /// A statement may have failed since the transaction began.
    doubtful: bool,
    /// The connection is lost.
    broken: bool,
}

impl Health {
    /// Notes that a statement failed for a reason that the server does not know.
    pub(crate) fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// Notes a failure of the driver or the server, and makes it an error of Aludel.
    #[cold]
    pub(crate) fn note(&mut self, error: postgres::Error) -> Error {
        let error = error::from_driver(error);
        self.doubtful = true;
        self.broken |= error.kind() == ErrorKind::ConnectionLost;
        error
    }
}

impl Connection {
    pub(crate) fn new(client: Client) -> Self {
        Connection { client, statements: StatementCache::new(STATEMENTS), health: Health::default() }
    }

    /// The driver's connection, and what errors tell about it.
    pub(crate) fn parts(&mut self) -> (&mut Client, &mut Health) {
        (&mut self.client, &mut self.health)
    }

    /// The driver's connection, for what Aludel does not cover: COPY to the client, LISTEN, cancelling.
    ///
    /// Leave it in the state in which it was: no open transaction, no other settings.
    pub fn raw(&mut self) -> &mut Client {
        self.health.doubtful = true;
        &mut self.client
    }

    #[inline]
    pub(crate) fn execute(&mut self, text: SqlText<'_>, values: &Values<'_>) -> Result<u64> {
        self.run(text, values, |client, statement, sent| client.execute(statement, &sent))
    }

    /// Takes all rows in at once, which costs half of what waiting for each costs.
    #[inline]
    pub(crate) fn query_all(&mut self, text: SqlText<'_>, values: &Values<'_>) -> Result<Rows<'_>> {
        let rows = self.run(text, values, |client, statement, sent| client.query(statement, &sent))?;
        Ok(Rows::all(rows))
    }

    /// Takes the rows in one by one.
    #[inline]
    pub(crate) fn query(&mut self, text: SqlText<'_>, values: &Values<'_>) -> Result<Rows<'_>> {
        let Connection { client, statements, health } = self;
        let rows: RowIter<'_> =
            run(client, statements, health, text, values, |client, statement, sent| client.query_raw(statement, sent))?;
        Ok(Rows::stream(rows, health))
    }

    #[inline]
    fn run<'c, T>(&'c mut self, text: SqlText<'_>, values: &Values<'_>, send: impl Submit<'c, T>) -> Result<T> {
        run(&mut self.client, &mut self.statements, &mut self.health, text, values, send)
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        if self.health.doubtful && sql.trim().eq_ignore_ascii_case("COMMIT") {
            return self.commit_or_tell();
        }
        self.client.batch_execute(sql).map_err(|error| self.health.note(error))
    }

    /// Commits, where a statement may have failed: the server answers a COMMIT by rolling back then, and calls it a
    /// success. It refuses any other statement, so one goes before.
    fn commit_or_tell(&mut self) -> Result<()> {
        let result = self.client.batch_execute("SELECT; COMMIT").map_err(|error| self.health.note(error));
        if let Err(error) = &result
            && error.kind() == ErrorKind::Transaction
        {
            self.client.batch_execute("ROLLBACK").map_err(|error| self.health.note(error))?;
            let message = "nothing was committed: an earlier statement of the transaction failed, so PostgreSQL rolled \
                           it back; to go on after a failure, roll back to a savepoint first";
            return Err(Error::new(ErrorKind::Transaction, message).with_code(error.code().unwrap_or_default()));
        }
        result
    }

    pub(crate) fn begin(&mut self, options: &TransactionOptions) -> Result<()> {
        let mut sql = String::from("BEGIN");
        if let Some(level) = options.isolation {
            sql.push_str(" ISOLATION LEVEL ");
            sql.push_str(level.sql());
        }
        match options.access {
            Some(AccessMode::ReadWrite) => sql.push_str(" READ WRITE"),
            Some(AccessMode::ReadOnly) => sql.push_str(" READ ONLY"),
            None => {}
        }
        self.script(&sql)?;
        self.health.doubtful = false;
        Ok(())
    }

    pub(crate) fn ping(&mut self) -> Result<()> {
        let answer = self.client.is_valid(PATIENCE);
        answer.map_err(|error| {
            // An answer that comes late would be taken for the next statement's.
            self.health.broken = true;
            self.health.note(error)
        })
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.health.broken || self.client.is_closed()
    }

    pub(crate) fn version(&mut self) -> Result<String> {
        let messages = self.client.simple_query("SHOW server_version").map_err(|error| self.health.note(error))?;
        let version = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        // Distributions add their own version after a space.
        let version = version.and_then(|version| version.split(' ').next()).unwrap_or("of unknown version");
        Ok(format!("PostgreSQL {version}"))
    }
}

/// Sends a prepared statement and its values.
trait Submit<'c, T>: Fn(&'c mut Client, &Statement, Sent<'_>) -> Result<T, postgres::Error> {}
impl<'c, T, F: Fn(&'c mut Client, &Statement, Sent<'_>) -> Result<T, postgres::Error>> Submit<'c, T> for F {}

/// Prepares a statement, unless it is, and sends it. One that the server has forgotten, or whose result a change of the
/// schema has changed, is prepared and sent once more.
#[inline]
fn run<'c, T>(
    client: &'c mut Client,
    statements: &mut StatementCache<Prepared>,
    health: &mut Health,
    text: SqlText<'_>,
    values: &Values<'_>,
    send: impl Submit<'c, T>,
) -> Result<T> {
    let mut fresh = false;
    let prepared = prepared(client, statements, text, values, &mut fresh).map_err(|error| health.note(error))?;
    let client: *mut Client = client;
    // SAFETY: `client` was a unique borrow for `'c`, and only one of the borrows made here from it is in use: what the
    // first `send` returns is either returned, or an error, which borrows nothing. (The borrow checker would accept
    // that in safe code but for rust-lang/rust#54663.)
    let error = match send(unsafe { &mut *client }, &prepared.statement, values.sent()) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if fresh || !error::is_outdated(&error) {
        if error::may_be_outdated(&error) {
            statements.remove(text);
        }
        return Err(health.note(error));
    }
    statements.remove(text);
    // SAFETY: as above; this is the last borrow.
    let client = unsafe { &mut *client };
    let again = self::prepared(client, statements, text, values, &mut fresh)
        .and_then(|prepared| send(client, &prepared.statement, values.sent()));
    again.map_err(|second| {
        // Inside a transaction, the first error has ended it.
        health.note(if error::is_in_failed_transaction(&second) { error } else { second })
    })
}

#[inline]
fn prepared<'s>(
    client: &mut Client,
    statements: &'s mut StatementCache<Prepared>,
    text: SqlText<'_>,
    values: &Values<'_>,
    fresh: &mut bool,
) -> Result<&'s mut Prepared, postgres::Error> {
    let mut prepare = |sql: &str| {
        *fresh = true;
        let declared = values.declared();
        Ok(Prepared { statement: client.prepare_typed(sql, &declared)?, declared })
    };
    let prepared = statements.get(text, &mut prepare, drop)?;
    // Two queries may have the same text and values of other types.
    if !values.fit(&prepared.declared) {
        *prepared = prepare(text.as_str())?;
    }
    Ok(prepared)
}
