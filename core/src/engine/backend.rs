//! What a backend implements. A fourth one can do so outside of this repository.

use super::{DatabaseUrl, Frame, TransactionOptions};
use crate::{
    Error, ErrorKind, Result,
    sql::{Dialect, Sql, SqlText, Style},
    value::{Binder, Row},
};
use std::time::Duration;

/// A database that Aludel runs on: its dialect, its driver's connection, and how statements are run on it.
///
/// `text` that is [`SqlText::Constant`] is to be prepared once per connection and kept in a
/// [`StatementCache`](super::StatementCache). Errors carry their [`ErrorKind`](crate::ErrorKind) and the backend's code;
/// the caller adds the SQL text.
pub trait Backend: Sized + Send + Sync + 'static {
    /// The dialect of its SQL.
    type Dialect: Dialect;
    /// One connection of the driver, with its statement cache.
    type Connection: Send + 'static;
    /// A running query.
    type Rows<'c>: Rows;
    /// What takes the values of a statement, which live as long as `'v`; it borrows from the backend what lives as long as `'b`.
    type Binder<'v, 'b>: Binder<'v> + ?Sized;

    /// The schemes of its URLs, the first being the usual one.
    const SCHEMES: &'static [&'static str];

    /// Whether a batch of inserts is one statement with many rows. Where the backend puts rows together by itself (SQLite), it
    /// is not.
    const MULTI_ROW_INSERT: bool;

    /// How many values one statement can bind.
    const MAX_BINDS: usize;

    /// Opens a connection.
    ///
    /// # Errors
    /// `Url`, `Connect` or `Authentication`, within the URL's timeout. Passwords never appear.
    fn connect(url: &DatabaseUrl) -> Result<Self::Connection>;

    /// Whether URLs of this scheme can be opened in this program: [`SCHEMES`](Self::SCHEMES) has those, too, whose backend is
    /// not built in.
    fn is_built_in(scheme: &str) -> bool {
        Self::SCHEMES.contains(&scheme)
    }

    /// Which of the dialect's styles this connection speaks, and its index in [`Dialect::STYLES`].
    fn style(connection: &Self::Connection) -> (usize, Style) {
        let _ = connection;
        (0, Self::Dialect::STYLES[0])
    }

    /// Runs a statement that returns no rows.
    fn execute<'c>(
        connection: &'c mut Self::Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Done>;

    /// Runs a statement that returns no rows once for each of many values, and says what each run did. Where the database makes
    /// no keys, it may say of several runs what they did together.
    ///
    /// It ends at the first error; what ran before it is undone only by the transaction.
    fn execute_each<E: EachParams + ?Sized>(
        connection: &mut Self::Connection,
        text: &SqlText<'_>,
        runs: &E,
        mut each: impl FnMut(Done),
    ) -> Result<()> {
        for run in 0..runs.count() {
            each(Self::execute(connection, text, &runs.params(run))?);
        }
        Ok(())
    }

    /// Runs a statement that returns rows.
    fn query<'c>(
        connection: &'c mut Self::Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Self::Rows<'c>>;

    /// Runs a query whose rows are all wanted, so that a backend may take them in at once, where waiting for one after the
    /// other is dear. By default [`Self::query`].
    fn query_all<'c>(
        connection: &'c mut Self::Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Self::Rows<'c>> {
        Self::query(connection, text, params)
    }

    /// Runs a statement that returns rows once for each of many values, and hands the rows over, each with the number of
    /// its run.
    ///
    /// It ends at the first error; what ran before it is undone only by the transaction.
    fn query_each<E: EachParams + ?Sized>(
        connection: &mut Self::Connection,
        text: &SqlText<'_>,
        runs: &E,
        mut each: impl FnMut(usize, &<Self::Rows<'_> as Rows>::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        for run in 0..runs.count() {
            let mut rows = Self::query_all(connection, text, &runs.params(run))?;
            while let Some(row) = rows.next()? {
                each(run, &row)?;
            }
        }
        Ok(())
    }

    /// Takes rows in by COPY, where the dialect has it; says how many there were.
    ///
    /// # Errors
    /// Those of a statement, with the number of the row and the name of the column. Of a COPY that fails nothing stays.
    fn copy_in<R: Sql<Self::Dialect>>(
        connection: &mut Self::Connection,
        texts: &CopyTexts<'_>,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64> {
        let (_, _) = (connection, rows);
        let name = Self::Dialect::NAME;
        Err(Error::new(ErrorKind::Statement, format!("{name} does not take rows for `{}` by COPY", texts.table)))
    }

    /// Runs statements without values and without rows, separated by semicolons.
    fn script(connection: &mut Self::Connection, sql: &str) -> Result<()>;

    /// From now on ends each statement of the connection that runs longer than this, with
    /// [`ErrorKind::StatementTimeout`](crate::ErrorKind::StatementTimeout).
    ///
    /// # Errors
    /// `Statement` by default: the backend has no such limit.
    fn limit_statements(connection: &mut Self::Connection, timeout: Duration) -> Result<()> {
        let (_, _) = (connection, timeout);
        Err(Error::new(ErrorKind::Statement, format!("{} has no timeout of statements", Self::Dialect::NAME)))
    }

    /// Ends a transaction, or begins or ends a savepoint. By default its text is run by [`Self::script`].
    fn frame(connection: &mut Self::Connection, frame: Frame) -> Result<()> {
        Self::script(connection, &frame.sql())
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// `Transaction` for an option that the backend does not have.
    fn begin(connection: &mut Self::Connection, options: &TransactionOptions) -> Result<()>;

    /// Whether [`Self::rewind`] would put back nothing, so that it does now what a savepoint would.
    fn is_unwritten(connection: &Self::Connection) -> bool {
        let _ = connection;
        false
    }

    /// Takes back all that the transaction wrote, which stays open, and sees what it saw. Asked for only where
    /// [`Self::is_unwritten`] was true since it began.
    ///
    /// # Errors
    /// `Transaction` by default: the backend has no such thing.
    fn rewind(connection: &mut Self::Connection) -> Result<()> {
        let _ = connection;
        Err(Error::new(ErrorKind::Transaction, format!("{} cannot rewind a transaction", Self::Dialect::NAME)))
    }

    /// Whether the connection is inside a transaction, as far as the driver or the server tells without a round trip.
    fn in_transaction(connection: &Self::Connection) -> Option<bool> {
        let _ = connection;
        None
    }

    /// Asks the server for a sign of life.
    fn ping(connection: &mut Self::Connection) -> Result<()>;

    /// Whether the connection is known to be broken; it is not asked.
    fn is_broken(connection: &Self::Connection) -> bool;

    /// The server's name and version, such as `PostgreSQL 15.18`.
    fn version(connection: &mut Self::Connection) -> Result<String>;
}

/// The texts of a COPY.
#[derive(Debug, Clone, Copy)]
pub struct CopyTexts<'a> {
    /// The table's name, for messages.
    pub table: &'a str,
    /// The statement itself.
    pub copy: &'a str,
    /// A SELECT of the columns, which tells their types when it is prepared.
    pub types: &'a str,
}

/// The values of a statement, which live as long as `'v`.
pub trait Params<'v>: Copy {
    /// Hands them over in the order of their placeholders.
    ///
    /// # Errors
    /// [`ErrorKind::Encode`](crate::ErrorKind::Encode) for one that storing would change.
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()>;
}

/// [`Params`] of any type, behind a pointer: what runs a statement is compiled once then, not for each statement of a program.
pub trait DynParams<'v, B: Backend> {
    /// See [`Params::bind`].
    ///
    /// # Errors
    /// Those of [`Params::bind`].
    fn bind_to(&self, binder: &mut B::Binder<'v, '_>) -> Result<()>;
}

impl<'v, B: Backend, P: Params<'v>> DynParams<'v, B> for P {
    #[inline]
    fn bind_to(&self, binder: &mut B::Binder<'v, '_>) -> Result<()> {
        self.bind(binder)
    }
}

/// The values of several runs of one statement.
pub trait EachParams {
    /// Those of one run.
    type One<'c>: Params<'c>
    where
        Self: 'c;

    /// How many runs there are.
    fn count(&self) -> usize;

    /// The values of a run.
    fn params(&self, run: usize) -> Self::One<'_>;
}

/// No values.
impl<'v> Params<'v> for () {
    fn bind<B: Binder<'v> + ?Sized>(self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

/// What a statement without rows did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many rows it inserted, found to update (changed or not), or deleted.
    pub affected: u64,
    /// The key that the database made, where the driver tells it.
    pub last_insert_id: Option<i64>,
}

impl Done {
    /// With another run of the statement: rows are added up, and the key is that of the last run that made one.
    #[inline]
    pub fn add(&mut self, one: Done) {
        self.affected += one.affected;
        self.last_insert_id = one.last_insert_id.or(self.last_insert_id);
    }
}

/// A running query.
pub trait Rows {
    /// One row, valid until the next one is asked for.
    type Row<'r>: Row
    where
        Self: 'r;

    /// The next row.
    fn next(&mut self) -> Result<Option<Self::Row<'_>>>;
}
