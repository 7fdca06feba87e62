//! Aludel on SQLite: the backend [`Sqlite`].
//!
//! Connections are opened and configured through rusqlite, whose SQLite is bundled; statements are run on SQLite's C API
//! and kept prepared. Depend on the package `aludel`, feature `sqlite`.
//!
//! # Connections
//!
//! Foreign keys are enforced, files use a write-ahead log, and a lock of another connection is waited for (5 seconds);
//! [`SqliteOptions`](aludel_core::engine::SqliteOptions) has the options of the URL. `"x"` is always a name, never text
//! ([SQLite's quirk](https://sqlite.org/quirks.html#dblquote) is off), and LIKE is case-sensitive as on the others.
//! Every connection to `sqlite::memory:` has a database of its own; [`is_memory`] tells a pool that it is to hold one
//! connection only.
//!
//! # Transactions
//!
//! SQLite is always SERIALIZABLE; weaker levels are accepted and give that. In a READ ONLY transaction, statements that
//! write are refused before they run. `.immediate()` takes the write lock at the beginning, where waiting for it
//! cannot fail with a [`Serialization`](aludel_core::ErrorKind::Serialization) error.
//!
//! # Counts
//!
//! `affected` counts the rows of INSERT, UPDATE and DELETE, without those of triggers and cascades. `last_insert_id` is
//! the rowid of the last row that an INSERT made; `None` if it made none, an upsert updated, or the table is WITHOUT
//! ROWID. To know that, `last_insert_rowid()` is set to 0 before an upsert, and before the first run of another INSERT
//! on a connection; only a trigger could see that. It is left alone for a text that uses the function.
//!
//! # Keys
//!
//! For RETURNING, SQLite makes and drops a table at each run. An INSERT of one row that returns its key alone is therefore
//! run without it, and the key is the rowid that the connection tells: where the table is one of `main` without triggers,
//! the key another name of the rowid, and no conflict is handled. That is looked up when the statement is prepared, and
//! again when SQLite prepares it anew for a schema that changed.
//!
//! # Many rows
//!
//! At each run of an INSERT SQLite opens the table and finds the place for the row; 64 rows of one statement take half the time
//! of 64 runs. An INSERT that is run for many rows, of a batch or by a session, is therefore run for the first by itself,
//! and then for up to 64 rows at a time (16 of what is left; fewer of more than four columns, and one by one of more
//! than 16), once a connection has run it for four times as many. The keys of the rows are certain where the database
//! makes them in the order of the rows: in a table of `main` that has neither triggers nor a conflict clause, below the
//! greatest possible rowid. Otherwise each row goes alone. A statement is undone as a whole if one of its rows is refused.
//!
//! # Values
//!
//! | value | is stored as | is read from |
//! | --- | --- | --- |
//! | `bool` | INTEGER 0 or 1 | the same; other integers are an error |
//! | integers | INTEGER | INTEGER |
//! | floats | REAL; NaN is refused, `-0.0` becomes `0.0` | REAL; INTEGER if it is the same number |
//! | text | TEXT | TEXT in UTF-8 |
//! | bytes | BLOB | BLOB |
//! | UUID | BLOB of 16 bytes | the same; TEXT of 36 characters |
//! | date | TEXT `YYYY-MM-DD` | the same |
//! | time | TEXT `HH:MM:SS` or `HH:MM:SS.ffffff` | the same, with one to six digits |
//! | timestamp | TEXT `YYYY-MM-DD HH:MM:SS`, with `.ffffff` if not zero | the same; with `T`; a date alone |
//! | timestamp with zone | the same, in UTC, without a zone | the same; with `Z` or an offset |
//! | decimal | REAL of up to 15 digits; more are refused | REAL, rounded to 15 digits; INTEGER; TEXT |
//! | JSON | TEXT | TEXT |
//!
//! Years go from 0000 to 9999. Texts of dates and times compare as their times do, also with `CURRENT_TIMESTAMP`.
//!
//! SQLite has no exact decimals and computes with floats. Up to 15 digits in all, a decimal comes back as it was (but
//! for trailing zeros), and the noise of a sum (`0.30000000000000004`) is rounded away; a longer one is refused with
//! [`Encode`](aludel_core::ErrorKind::Encode). Store such numbers as text, or as an integer of the smallest unit.
//! Declare the column REAL: in one of type DECIMAL or NUMERIC, SQLite stores `5.0` as the integer 5, and `5 / 2` is 2.
//!
//! # Functions
//!
//! Each connection has the functions of the language that SQLite lacks: `reverse`, `repeat`, `lpad`, `rpad`; `sqrt`, `exp`,
//! `ln`, `log10`, `log2`, `power`, `floor`, `ceil`, `trunc`, `degrees`, `radians` and those of angles; the aggregates
//! `stddev_pop`, `stddev_samp`, `var_pop`, `var_samp`. Where SQLite's own differs from what the other databases do, there
//! is another beside it: `unicode_lower`, `unicode_upper`, `round_even`, `decimal_round`, `decimal_floor`, `decimal_ceil`,
//! `decimal_trunc`. A program adds its own, written in Rust, by [`Functions`].
//!
//! # Errors
//!
//! The code of an error is SQLite's extended result code in decimal digits, such as `2067` for SQLITE_CONSTRAINT_UNIQUE.
//! SQLite names the table and the columns of a UNIQUE, PRIMARY KEY or NOT NULL constraint, the name of a CHECK (its
//! expression if it has none), the index if UNIQUE is over expressions, and nothing of a foreign key.

#![deny(missing_docs, unsafe_code)]
// `?` is two calls, in what is compiled for each statement of a program; a `match` is none.
#![allow(clippy::question_mark)]

mod bind;
#[allow(unsafe_code)]
mod cells;
mod connection;
mod decimal;
mod error;
mod functions;
mod keys;
mod limit;
mod many;
mod open;
mod row;
mod rows;
#[allow(unsafe_code)]
mod statement;
mod temporal;
mod verb;

pub use connection::Connection;
pub use functions::{Functions, RustFunction};
pub use row::Row;
pub use rows::Rows;
/// The driver, for what Aludel does not wrap.
pub use rusqlite;
pub use statement::Run;

use aludel_core::{
    Result,
    engine::{Backend, DatabaseUrl, Done, DynParams, EachParams, Frame, TransactionOptions},
    sql::{self, SqlText},
};
use std::{borrow::Cow, time::Duration};

/// SQLite.
#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

/// Whether a URL names a database in memory, which only one connection can see.
pub fn is_memory(url: &DatabaseUrl) -> bool {
    url.is_memory()
}

impl Backend for Sqlite {
    type Dialect = sql::SQLite;
    type Connection = Connection;
    type Rows<'c> = Rows<'c>;
    type Binder<'v, 'b> = Run<'v>;

    const SCHEMES: &'static [&'static str] = &["sqlite"];
    const MULTI_ROW_INSERT: bool = false;
    const MAX_BINDS: usize = 32766;

    fn connect(url: &DatabaseUrl) -> Result<Connection> {
        open::open(url)
    }

    fn execute<'c>(
        connection: &'c mut Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Done> {
        connection.execute(text, params)
    }

    #[inline]
    fn execute_each<E: EachParams + ?Sized>(
        connection: &mut Connection,
        text: &SqlText<'_>,
        runs: &E,
        each: impl FnMut(Done),
    ) -> Result<()> {
        connection.execute_each(text, runs, each)
    }

    fn query<'c>(
        connection: &'c mut Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Rows<'c>> {
        connection.query(text, params)
    }

    #[inline]
    fn query_each<E: EachParams + ?Sized>(
        connection: &mut Connection,
        text: &SqlText<'_>,
        runs: &E,
        each: impl FnMut(usize, &Row<'_>) -> Result<()>,
    ) -> Result<()> {
        connection.query_each(text, runs, each)
    }

    fn script(connection: &mut Connection, sql: &str) -> Result<()> {
        connection.script(sql)
    }

    fn limit_statements(connection: &mut Connection, timeout: Duration) -> Result<()> {
        connection.limit_statements(timeout)
    }

    #[inline]
    fn frame(connection: &mut Connection, frame: Frame) -> Result<()> {
        let sql = frame.sql();
        let text = match &sql {
            Cow::Borrowed(sql) => SqlText::Constant(sql),
            Cow::Owned(sql) => SqlText::Rendered(sql),
        };
        connection.execute(&text, &()).map(drop)
    }

    /// Begins a transaction. Every isolation level gives SERIALIZABLE.
    fn begin(connection: &mut Connection, options: &TransactionOptions) -> Result<()> {
        connection.begin(options)
    }

    fn is_unwritten(connection: &Connection) -> bool {
        connection.is_unwritten()
    }

    fn rewind(connection: &mut Connection) -> Result<()> {
        connection.rewind()
    }

    fn in_transaction(connection: &Connection) -> Option<bool> {
        Some(!connection.raw_ref().is_autocommit())
    }

    fn ping(connection: &mut Connection) -> Result<()> {
        connection.execute(&SqlText::Constant("SELECT 1"), &()).map(drop)
    }

    fn is_broken(_: &Connection) -> bool {
        false
    }

    fn version(_: &mut Connection) -> Result<String> {
        Ok(format!("SQLite {}", rusqlite::version()))
    }
}
