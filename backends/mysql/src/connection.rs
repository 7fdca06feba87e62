//! One connection: running statements on it.

use crate::{
    bind::Values,
    error,
    prepared::Prepared,
    rows::{Rows, drain},
};
use aludel_core::{
    Error, Result,
    engine::{AccessMode, Done, Params, StatementCache, TransactionOptions},
    sql::{DialectKind, SqlText},
};
use mysql::{Binary, Conn, DriverError, QueryResult, Row, Statement, prelude::Queryable};
use mysql_common::named_params::ParsedNamedParams;
use std::time::Duration;

/// How many statements of constant text are kept prepared, and as many of rendered text.
///
/// A server has 16382 for all its connections together (`max_prepared_stmt_count`).
const STATEMENTS: usize = 256;

/// The server cannot prepare this kind of statement.
const UNSUPPORTED_PS: &str = "1295";
/// The server has forgotten a statement, or cannot prepare it again after its tables were changed.
const INVALID_STATEMENT: [&str; 2] = ["1243", "1615"];
/// "Data truncated for column", which is but a note where a DECIMAL was rounded.
const TRUNCATED: u16 = 1265;

/// One connection to a server, with its prepared statements.
pub struct Connection {
    conn: Conn,
    statements: StatementCache<Prepared>,
    server: Server,
    broken: bool,
}

/// What is known about the server.
pub(crate) struct Server {
    /// The dialect that it is spoken to in.
    pub(crate) kind: DialectKind,
    /// Its name and version.
    pub(crate) version: String,
    /// Whether it is MariaDB.
    pub(crate) mariadb: bool,
    /// Its `max_allowed_packet`, in bytes.
    pub(crate) packet: usize,
}

impl Connection {
    pub(crate) fn new(conn: Conn, server: Server) -> Self {
        Self { conn, statements: StatementCache::new(STATEMENTS), server, broken: false }
    }

    /// The dialect that it speaks. With [`MySql`](crate::MySql) that is MySQL's on a MariaDB server too.
    pub fn dialect(&self) -> DialectKind {
        self.server.kind
    }

    pub(crate) fn version(&self) -> &str {
        &self.server.version
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    #[cold]
    fn error(&mut self, e: mysql::Error) -> Error {
        error::running(e, self.server.mariadb, &mut self.broken)
    }

    /// Prepares if necessary, binds and executes.
    #[inline]
    fn run<'v, P: Params<'v>>(&mut self, text: SqlText<'_>, params: P) -> Result<(Rows<'_>, Info)> {
        let Self { conn, statements, server, broken } = self;
        let mariadb = server.mariadb;
        let mut evicted = None;
        let kept = statements
            .get(text, |sql| prepare(conn, sql, server.packet).map(Prepared::new), |old| evicted = Some(old))
            .map_err(|e| error::running(e, mariadb, broken))?;
        if let Some(old) = evicted {
            conn.close(old.statement).map_err(|e| error::running(e, mariadb, broken))?;
        }
        let mut values = Values::new(server.kind, kept.statement.num_params().into());
        params.bind(&mut values)?;
        values.check_size(server.packet)?;
        if !mariadb && !kept.suits(&values.list) {
            let again = prepare(conn, text.as_str(), server.packet).map_err(|e| error::running(e, mariadb, broken))?;
            let old = std::mem::replace(&mut kept.statement, again);
            conn.close(old).map_err(|e| error::running(e, mariadb, broken))?;
        }
        match conn.exec_iter(&kept.statement, values.list) {
            Ok(result) => {
                let info = Info::new(&result, values.decimals);
                Ok((Rows::new(result, broken, mariadb), info))
            }
            Err(e) => {
                let error = error::running(e, mariadb, broken);
                if error.code().is_some_and(|code| INVALID_STATEMENT.contains(&code)) {
                    statements.remove(text);
                }
                Err(error)
            }
        }
    }

    #[inline]
    pub(crate) fn execute<'v, P: Params<'v>>(&mut self, text: SqlText<'_>, params: P) -> Result<Done> {
        let ran = self.run(text, params).and_then(|(mut rows, info)| rows.finish().map(|()| info));
        let info = match ran {
            Ok(info) => info,
            Err(error) if error.code() == Some(UNSUPPORTED_PS) => return self.execute_text(text, params, error),
            Err(error) => return Err(error),
        };
        if info.may_have_rounded {
            self.refuse_rounded()?;
        }
        Ok(info.done)
    }

    #[inline]
    pub(crate) fn query<'v, P: Params<'v>>(&mut self, text: SqlText<'_>, params: P) -> Result<Rows<'_>> {
        self.run(text, params).map(|(rows, _)| rows)
    }

    /// Runs a statement that the server cannot prepare, such as SAVEPOINT on MySQL; it has no values then.
    #[cold]
    fn execute_text<'v, P: Params<'v>>(&mut self, text: SqlText<'_>, params: P, refusal: Error) -> Result<Done> {
        let mut values = Values::new(self.server.kind, 0);
        params.bind(&mut values)?;
        if !values.list.is_empty() {
            return Err(refusal);
        }
        let done = self.conn.query_iter(text.as_str()).and_then(|mut result| {
            let done = done(result.affected_rows(), result.last_insert_id());
            drain(&mut result).map(|()| done)
        });
        done.map_err(|e| self.error(e))
    }

    /// Looks whether a DECIMAL was rounded, which even a strict server only notes.
    #[cold]
    fn refuse_rounded(&mut self) -> Result<()> {
        let notes: Vec<Row> = self.conn.query("SHOW WARNINGS").map_err(|e| self.error(e))?;
        match notes.iter().find(|note| note.get(1) == Some(TRUNCATED)) {
            None => Ok(()),
            Some(note) => Err(error::rounded(&note.get::<String, _>(2).unwrap_or_default())),
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
        let fits = check_size(sql, self.server.packet);
        let done = fits.and_then(|()| self.conn.query_iter(sql)).and_then(|mut result| drain(&mut result));
        done.map_err(|e| self.error(e))
    }

    pub(crate) fn begin(&mut self, options: &TransactionOptions) -> Result<()> {
        let start = match options.access {
            None => "START TRANSACTION",
            Some(AccessMode::ReadWrite) => "START TRANSACTION READ WRITE",
            Some(AccessMode::ReadOnly) => "START TRANSACTION READ ONLY",
        };
        match options.isolation {
            None => self.script(start),
            // One round trip. The level holds for the next transaction only, which is this one.
            Some(level) => self.script(&format!("SET TRANSACTION ISOLATION LEVEL {}; {start}", level.sql())),
        }
    }

    pub(crate) fn ping(&mut self) -> Result<()> {
        self.conn.ping().map_err(|e| self.error(e))
    }
}

/// What the server tells about a statement before its rows.
struct Info {
    done: Done,
    may_have_rounded: bool,
}

impl Info {
    #[inline]
    fn new(result: &QueryResult<'_, '_, '_, Binary>, decimals: bool) -> Self {
        Self {
            done: done(result.affected_rows(), result.last_insert_id()),
            may_have_rounded: decimals && result.warnings() > 0,
        }
    }
}

#[inline]
fn done(affected: u64, last_insert_id: Option<u64>) -> Done {
    Done { affected, last_insert_id: last_insert_id.and_then(|id| i64::try_from(id).ok()) }
}

/// Prepares a statement, unless the driver would take a part of it for a named parameter and so change it.
#[cold]
fn prepare(conn: &mut Conn, sql: &str, packet: usize) -> mysql::Result<Statement> {
    check_size(sql, packet)?;
    match ParsedNamedParams::parse(sql.as_bytes()) {
        Ok(parsed) if parsed.params().is_empty() => conn.prep(sql),
        _ => Err(DriverError::MixedParams.into()),
    }
}

/// Refuses a text that the server would not take.
fn check_size(sql: &str, packet: usize) -> mysql::Result<()> {
    if sql.len() < packet { Ok(()) } else { Err(DriverError::PacketTooLarge.into()) }
}

/// Without the driver's connection, which would show the password.
impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("version", &self.server.version)
            .field("statements", &self.statements.len())
            .field("broken", &self.broken)
            .finish_non_exhaustive()
    }
}
