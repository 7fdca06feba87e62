//! The one error type, and the kinds a program can match on.

use std::{borrow::Cow, error::Error as StdError, fmt};

/// The result of everything that talks to a database.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn StdError + Send + Sync>;

/// What went wrong, what was being done, and what the database said.
///
/// Match on [`Error::kind`]; the message is for people. Bound values and passwords are never part of it.
pub struct Error(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    message: Cow<'static, str>,
    sql: Option<Box<str>>,
    code: Option<Box<str>>,
    constraint: Option<Constraint>,
    source: Option<Source>,
}

/// The kinds of [`Error`]. Stable: a program can match on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The database URL is malformed, or names what is not available.
    Url,
    /// The server or the file cannot be reached or opened.
    Connect,
    /// The server refuses the user or the password.
    Authentication,
    /// The connection was lost, or the server is going away.
    ConnectionLost,
    /// No connection of the pool came free within its timeout.
    PoolTimeout,
    /// A constraint is broken; [`Error::constraint`] says which.
    Constraint,
    /// A value cannot be stored without being changed.
    Encode,
    /// The database holds something else than the declaration says.
    Decode,
    /// A row was expected, and there is none.
    NotFound,
    /// More rows were found than asked for.
    TooManyRows,
    /// The transaction lost against a concurrent one; running it again may succeed.
    Serialization,
    /// The transaction was chosen to end a deadlock; running it again may succeed.
    Deadlock,
    /// A lock was not granted in time (SQLite: the database is busy).
    LockTimeout,
    /// A statement ran longer than `statement_timeout` of the engine allows, or was cancelled by somebody.
    StatementTimeout,
    /// The database refuses the statement.
    Statement,
    /// A transaction cannot do what is asked in the state it is in.
    Transaction,
    /// A row of a session was changed or deleted by another transaction since it was read.
    StaleRow,
    /// A handle of a session names no row that can be used: another session's, a deleted one, one without values yet.
    Handle,
    /// New or deleted rows refer to each other in a circle that cannot be written row by row.
    Circle,
    /// The connection was lost while committing: nobody knows whether the transaction took effect.
    UnknownOutcome,
    /// A transaction failed again and again for a passing reason; the source is the last failure.
    RetriesExhausted,
    /// The program's own, from [`Error::application`].
    Application,
    /// The live schema is not what the declarations say, or cannot be created.
    Schema,
}

/// Which constraint a statement broke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Its kind.
    pub kind: ConstraintKind,
    /// Its name, where the backend tells it.
    pub name: Option<String>,
    /// The table, where the backend tells it.
    pub table: Option<String>,
    /// The columns, as far as the backend tells them.
    pub columns: Vec<String>,
}

/// The kinds of constraints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// UNIQUE or PRIMARY KEY.
    Unique,
    /// FOREIGN KEY.
    ForeignKey,
    /// NOT NULL.
    NotNull,
    /// CHECK.
    Check,
    /// EXCLUDE of PostgreSQL.
    Exclusion,
}

impl Error {
    /// An error of a kind, with a message that says what to do.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Repr { kind, message: message.into(), sql: None, code: None, constraint: None, source: None }))
    }

    /// An error of the program's own, to refuse a flush or to end a transaction with.
    pub fn application(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let error = error.into();
        let mut made = Self::new(ErrorKind::Application, error.to_string());
        made.0.source = error.source().is_some().then_some(error);
        made
    }

    /// The kind, to match on.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message, without SQL text and code.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The SQL text of the statement that failed. Values are placeholders in it.
    pub fn sql(&self) -> Option<&str> {
        self.0.sql.as_deref()
    }

    /// The backend's code: an SQLSTATE (PostgreSQL), an error number (MySQL), an extended result code (SQLite).
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The constraint that was broken, for [`ErrorKind::Constraint`].
    pub fn constraint(&self) -> Option<&Constraint> {
        self.0.constraint.as_ref()
    }

    /// Whether running the whole transaction again may succeed: a serialization failure, a deadlock, a lock timeout.
    pub fn is_transient(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Serialization | ErrorKind::Deadlock | ErrorKind::LockTimeout)
    }

    /// Adds the SQL text, unless there is one already.
    pub fn with_sql(mut self, sql: &str) -> Self {
        self.0.sql.get_or_insert_with(|| sql.into());
        self
    }

    /// Adds the backend's code.
    pub fn with_code(mut self, code: impl Into<Box<str>>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Adds the broken constraint.
    pub fn with_constraint(mut self, constraint: Constraint) -> Self {
        self.0.constraint = Some(constraint);
        self
    }

    /// Adds the driver's error.
    pub fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// The same error once more, without its source.
    pub(crate) fn repeated(&self) -> Self {
        Self(Box::new(Repr {
            kind: self.0.kind,
            message: self.0.message.clone(),
            sql: self.0.sql.clone(),
            code: self.0.code.clone(),
            constraint: self.0.constraint.clone(),
            source: None,
        }))
    }

    /// Puts what was being done in front of the message.
    pub fn context(mut self, doing: impl fmt::Display) -> Self {
        self.0.message = format!("{doing}: {}", self.0.message).into();
        self
    }
}

/// How many characters of a statement are shown: the text of a batch is as long as the batch. [`Error::sql`] has all.
const SHOWN_SQL: usize = 1000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(code) = &self.0.code {
            write!(f, " (code {code})")?;
        }
        match &self.0.sql {
            None => Ok(()),
            Some(sql) => match sql.char_indices().nth(SHOWN_SQL) {
                None => write!(f, "\n  in: {sql}"),
                Some((end, _)) => write!(f, "\n  in: {} ..", &sql[..end]),
            },
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.0.kind)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|s| &**s as _)
    }
}
