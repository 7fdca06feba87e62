//! One connection, with its prepared statements.

use crate::{
    bind::Values,
    client::{
        Client,
        failure::Outcome,
        script,
        statement::{self, Statement},
        wire::Status,
    },
    error,
    rows::Rows,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{AccessMode, Frame, StatementCache, TransactionOptions},
    sql::SqlText,
};
use postgres_types::Type;
use std::time::{Duration, Instant};

/// How many statements of constant text a connection keeps prepared, and as many of rendered text.
pub const STATEMENTS: usize = 256;

/// How long [`ping`](Connection::ping) waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One connection, with its prepared statements.
pub struct Connection {
    pub(crate) client: Client,
    pub(crate) statements: StatementCache<Prepared>,
}

/// A statement, and the types that its values were declared as when it was prepared.
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    pub(crate) declared: Box<[Type]>,
}

impl Connection {
    pub(crate) fn new(client: Client) -> Self {
        Connection { client, statements: StatementCache::new(STATEMENTS) }
    }

    /// The client below, for what Aludel does not cover: COPY to the client, LISTEN, cancelling.
    ///
    /// Leave it in the state in which it was: no open transaction, no other settings.
    pub fn raw(&mut self) -> &mut Client {
        &mut self.client
    }

    #[inline]
    pub(crate) fn execute(&mut self, text: &SqlText<'_>, values: &Values<'_>) -> Result<u64> {
        self.run(text, values, |client, Prepared { statement, declared }| {
            statement::execute(&mut client.wire, statement, |out| values.write(declared, out))
        })
    }

    #[inline]
    pub(crate) fn query(&mut self, text: &SqlText<'_>, values: &Values<'_>) -> Result<Rows<'_>> {
        let columns = self.run(text, values, |client, Prepared { statement, declared }| {
            statement::start(&mut client.wire, statement, |out| values.write(declared, out))?;
            Ok(statement.columns.clone())
        })?;
        Ok(Rows::new(&mut self.client, columns))
    }

    /// Prepares a statement, unless it is, and sends it. One that the server has forgotten, or whose result a change of the
    /// schema has changed, is prepared and sent once more.
    #[inline]
    fn run<T>(
        &mut self,
        text: &SqlText<'_>,
        values: &Values<'_>,
        send: impl Fn(&mut Client, &Prepared) -> Outcome<T>,
    ) -> Result<T> {
        let mut fresh = false;
        let prepared = prepared(&mut self.client, &mut self.statements, text, values, &mut fresh);
        let failure = match send(&mut self.client, prepared.map_err(error::from_client)?) {
            Ok(value) => return Ok(value),
            Err(failure) => failure,
        };
        if fresh || !error::is_outdated(&failure) {
            if error::may_be_outdated(&failure) {
                forget(&mut self.client, self.statements.remove(text));
            }
            return Err(error::from_client(failure));
        }
        forget(&mut self.client, self.statements.remove(text));
        let again = self::prepared(&mut self.client, &mut self.statements, text, values, &mut fresh)
            .and_then(|prepared| send(&mut self.client, prepared));
        again.map_err(|second| {
            // Inside a transaction, the first error has ended it.
            error::from_client(if error::is_in_failed_transaction(&second) { failure } else { second })
        })
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        match Frame::of_end(sql) {
            Some(end) => self.frame(end),
            None => script::run(&mut self.client.wire, sql).map_err(error::from_client),
        }
    }

    /// Ends a transaction, or begins or ends a savepoint: with the next statement, where that makes no difference.
    pub(crate) fn frame(&mut self, frame: Frame) -> Result<()> {
        let wire = &mut self.client.wire;
        let Some(frame) = wire.held().reduce(frame) else { return Ok(()) };
        wire.settle().map_err(error::from_client)?;
        match (frame, wire.status()) {
            (Frame::Savepoint(_) | Frame::Release(_), Some(Status::InTransaction)) => {
                wire.held().push(frame);
                return Ok(());
            }
            // The server answers such a COMMIT by rolling back, and calls it a success.
            (Frame::Commit, Some(Status::Failed)) => {
                script::run(wire, "ROLLBACK").map_err(error::from_client)?;
                let message = "nothing was committed: an earlier statement of the transaction failed, so PostgreSQL \
                               rolled it back; to go on after a failure, roll back to a savepoint first";
                return Err(Error::new(ErrorKind::Transaction, message).with_code("25P02"));
            }
            _ => {}
        }
        script::run(wire, &frame.sql()).map_err(error::from_client)
    }

    /// Begins a transaction with its first statement, so that it is no round trip of its own.
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
        self.client.wire.begin(sql).map_err(error::from_client)
    }

    /// Whether a transaction is open; `None` while the rows of a query have not all been read.
    pub(crate) fn in_transaction(&self) -> Option<bool> {
        self.client.wire.status().map(|status| status != Status::Idle)
    }

    pub(crate) fn ping(&mut self) -> Result<()> {
        let wire = &mut self.client.wire;
        // An answer that comes late makes the connection a lost one: it would be taken for the next statement's.
        wire.set_deadline(Some(Instant::now() + PATIENCE))
            .and_then(|()| script::run(wire, ""))
            .and_then(|()| wire.set_deadline(None))
            .map_err(error::from_client)
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.client.wire.is_lost()
    }

    pub(crate) fn version(&self) -> String {
        // Distributions add their own version after a space.
        let version = self.client.wire.version().split(' ').next().filter(|version| !version.is_empty());
        format!("PostgreSQL {}", version.unwrap_or("of unknown version"))
    }
}

#[inline]
pub(crate) fn prepared<'s>(
    client: &mut Client,
    statements: &'s mut StatementCache<Prepared>,
    text: &SqlText<'_>,
    values: &Values<'_>,
    fresh: &mut bool,
) -> Outcome<&'s mut Prepared> {
    let mut prepare = |client: &mut Client, sql: &str| -> Outcome<Prepared> {
        *fresh = true;
        let declared = values.declared();
        Ok(Prepared { statement: client.prepare(sql, &declared)?, declared })
    };
    let mut old = None;
    let found = statements.get(text, |sql| prepare(client, sql), |least_used| old = Some(least_used));
    forget(client, old);
    let prepared = found?;
    // Two queries may have the same text and values of other types.
    if !values.fit(&prepared.declared) {
        let old = std::mem::replace(prepared, prepare(client, text.as_str())?);
        forget(client, Some(old));
    }
    values.suit(prepared.statement.values)?;
    Ok(prepared)
}

/// The server forgets a statement, too; it is told with what is sent next.
#[inline]
pub(crate) fn forget(client: &mut Client, statement: Option<Prepared>) {
    if let Some(Prepared { statement, .. }) = statement {
        client.wire.close(&statement.name);
    }
}
