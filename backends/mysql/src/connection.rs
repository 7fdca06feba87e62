//! One connection: running statements on it.

use crate::{
    bind::{Long, Params, Values},
    client::{
        cells::Cell,
        columns::Columns,
        failure::{Failure, Outcome},
        script,
        statement::{self, Begun, Statement},
        wire::{Did, Head, Wire},
    },
    error,
    rows::Rows,
    server::Server,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{AccessMode, Done, Frame, StatementCache, TransactionOptions},
    sql::{DialectKind, SqlText},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How many statements of constant text are kept prepared, and as many of rendered text.
///
/// A server has 16382 for all its connections together (`max_prepared_stmt_count`).
const STATEMENTS: usize = 256;

/// How long [`ping`](Connection::ping) waits for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The server cannot prepare this kind of statement.
const UNSUPPORTED_PS: u16 = 1295;
/// The server has forgotten a statement, or cannot prepare it again by itself after its tables were changed.
const OUTDATED: [u16; 2] = [1243, 1615];
/// "Data truncated for column", which is but a note where a DECIMAL was rounded.
const TRUNCATED: &str = "1265";

/// One connection to a server, with its prepared statements.
pub struct Connection {
    wire: Wire,
    statements: StatementCache<Statement>,
    /// Where the values of the last row are.
    cells: Vec<Cell>,
    server: Server,
}

impl Connection {
    pub(crate) fn new(wire: Wire, server: Server) -> Self {
        Self { wire, statements: StatementCache::new(STATEMENTS), cells: Vec::new(), server }
    }

    /// The dialect that it speaks. With [`MySql`](crate::MySql) that is MySQL's on a MariaDB server too.
    pub fn dialect(&self) -> DialectKind {
        self.server.kind
    }

    pub(crate) fn version(&self) -> &str {
        &self.server.version
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.wire.is_lost()
    }

    /// Whether a transaction is open; `None` after an error, until the server has said something else.
    pub(crate) fn in_transaction(&self) -> Option<bool> {
        self.wire.in_transaction()
    }

    #[cold]
    fn error(&self, failure: Failure) -> Error {
        error::running(failure, self.server.mariadb)
    }

    /// Prepares if necessary, binds and executes. One that the server has forgotten is prepared and executed once more.
    fn run(&mut self, text: &SqlText<'_>, params: Params<'_>) -> Outcome<(Begun, Arc<Columns>)> {
        let Self { wire, statements, server, .. } = self;
        let mut fresh = false;
        loop {
            let statement = prepared(wire, statements, text, server.packet, &mut fresh)?;
            match statement::start(wire, statement, server, params) {
                Ok(begun) => return Ok((begun, statement.columns.clone())),
                Err(Failure::OtherKinds) => {}
                Err(failure) => {
                    let outdated = failure.code().is_some_and(|code| OUTDATED.contains(&code));
                    if !outdated {
                        return Err(failure);
                    }
                    if fresh {
                        forget(wire, statements.remove(text));
                        return Err(failure);
                    }
                }
            }
            forget(wire, statements.remove(text));
        }
    }

    pub(crate) fn execute(&mut self, text: &SqlText<'_>, params: Params<'_>) -> Result<Done> {
        let (begun, _) = match self.run(text, params) {
            Ok(ran) => ran,
            Err(failure) if failure.code() == Some(UNSUPPORTED_PS) => {
                return self.execute_text(text, params, failure);
            }
            Err(failure) => return Err(self.error(failure)),
        };
        self.wire.finish().map_err(|failure| self.error(failure))?;
        let Head::Did(did) = begun.head else { return Ok(Done::default()) };
        if begun.decimals && did.warnings > 0 {
            self.refuse_rounded()?;
        }
        Ok(done(did))
    }

    pub(crate) fn query(&mut self, text: &SqlText<'_>, params: Params<'_>) -> Result<Rows<'_>> {
        match self.run(text, params) {
            Ok((begun, columns)) => {
                Ok(Rows::new(&mut self.wire, &mut self.cells, columns, self.server.mariadb, begun.head))
            }
            Err(failure) => Err(self.error(failure)),
        }
    }

    /// Runs a statement that the server cannot prepare, such as SAVEPOINT on MySQL; it has no values then.
    #[cold]
    fn execute_text(&mut self, text: &SqlText<'_>, params: Params<'_>, refusal: Failure) -> Result<Done> {
        let mut none = Vec::new();
        let mut values = Values::new(self.server.kind, &mut none, 0, &[], Long::Inside);
        params(&mut values)?;
        if values.finish(self.server.packet).is_err() {
            return Err(self.error(refusal));
        }
        script::execute(&mut self.wire, text.as_str()).map(done).map_err(|failure| self.error(failure))
    }

    /// Looks whether a DECIMAL was rounded, which even a strict server only notes.
    #[cold]
    fn refuse_rounded(&mut self) -> Result<()> {
        let notes = script::rows(&mut self.wire, "SHOW WARNINGS").map_err(|failure| self.error(failure))?;
        let column = |note: &script::TextRow, at: usize| note.get(at).cloned().flatten().unwrap_or_default();
        match notes.iter().find(|note| column(note, 1) == TRUNCATED) {
            None => Ok(()),
            Some(note) => Err(error::rounded(&column(note, 2))),
        }
    }

    /// Ends each statement that runs longer, on MySQL each SELECT.
    pub(crate) fn limit_statements(&mut self, timeout: Duration) -> Result<()> {
        let timeout = timeout.max(Duration::from_millis(1));
        let set = if self.server.mariadb {
            format!("SET max_statement_time = {}", timeout.as_secs_f64())
        } else {
            format!("SET max_execution_time = {}", timeout.as_millis())
        };
        self.script(&set)
    }

    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        if sql.trim().is_empty() {
            return Ok(());
        }
        if let Some(end) = Frame::of_end(sql) {
            return self.frame(end);
        }
        check_size(sql, self.server.packet)?;
        script::run(&mut self.wire, sql).map_err(|failure| self.error(failure))
    }

    /// Ends a transaction, or begins or ends a savepoint, which begins with the next statement.
    pub(crate) fn frame(&mut self, frame: Frame) -> Result<()> {
        let held = self.wire.held();
        match held.reduce(frame) {
            None => Ok(()),
            Some(frame @ Frame::Savepoint(_)) => {
                held.push(frame);
                Ok(())
            }
            Some(frame) => script::run(&mut self.wire, &frame.sql()).map_err(|failure| self.error(failure)),
        }
    }

    /// Begins a transaction with its first statement, so that it is no round trip of its own.
    pub(crate) fn begin(&mut self, options: &TransactionOptions) -> Result<()> {
        let start = match options.access {
            None => "START TRANSACTION",
            Some(AccessMode::ReadWrite) => "START TRANSACTION READ WRITE",
            Some(AccessMode::ReadOnly) => "START TRANSACTION READ ONLY",
        };
        let sql = match options.isolation {
            None => start.to_owned(),
            // The level holds for the next transaction only, which is this one.
            Some(level) => format!("SET TRANSACTION ISOLATION LEVEL {}; {start}", level.sql()),
        };
        self.wire.begin(sql).map_err(|failure| self.error(failure))
    }

    pub(crate) fn ping(&mut self) -> Result<()> {
        let wire = &mut self.wire;
        // An answer that comes late makes the connection a lost one: it would be taken for the next statement's.
        wire.set_deadline(Some(Instant::now() + PATIENCE))
            .and_then(|()| script::ping(wire))
            .and_then(|()| wire.set_deadline(None))
            .map_err(|failure| self.error(failure))
    }
}

#[inline]
fn done(did: Did) -> Done {
    Done { affected: did.affected, last_insert_id: i64::try_from(did.key).ok().filter(|key| *key != 0) }
}

/// The statement of a text, prepared if it is not.
#[inline]
fn prepared<'s>(
    wire: &mut Wire,
    statements: &'s mut StatementCache<Statement>,
    text: &SqlText<'_>,
    packet: usize,
    fresh: &mut bool,
) -> Outcome<&'s mut Statement> {
    let mut old = None;
    let mut prepare = |sql: &str| {
        *fresh = true;
        check_size(sql, packet)?;
        statement::prepare(wire, sql)
    };
    let found = statements.get(text, &mut prepare, |least_used| old = Some(least_used));
    forget(wire, old);
    found
}

/// The server forgets a statement, too; it is told with what is sent next.
#[inline]
fn forget(wire: &mut Wire, statement: Option<Statement>) {
    if let Some(statement) = statement {
        wire.close(statement.id);
    }
}

/// Refuses a text that the server would not take.
fn check_size(sql: &str, packet: usize) -> Result<()> {
    if sql.len() < packet {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Statement,
        "the text of the statement is larger than the server's `max_allowed_packet`; raise it, or bind the values",
    ))
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("version", &self.server.version)
            .field("statements", &self.statements.len())
            .field("broken", &self.is_broken())
            .finish_non_exhaustive()
    }
}
