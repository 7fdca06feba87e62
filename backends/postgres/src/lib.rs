//! Aludel on PostgreSQL, through a client of its own, which waits: no threads, no runtime.
//!
//! Depend on the package `aludel` with its feature `postgres`; this crate is what the feature adds.
//!
//! **Values** travel in PostgreSQL's binary format and are declared as what they are: `i64` as BIGINT, `[u8; 16]` as
//! UUID. Text and JSON are declared as nothing and travel as text, so the server makes of them what the place wants:
//! VARCHAR, CITEXT, an enum, INET, JSON or JSONB. Where the place leaves it open (`concat($1)`, `to_jsonb($1)`), the
//! server asks for a cast. What PostgreSQL would change or refuse is refused before it is sent: text with a NUL
//! byte, days before 4714-11-24 BC or after 5874897 AD, times of 24:00 and more.
//!
//! **Reading** is strict: a column of another type than the declared one is an error that names the column. An integer
//! can be read from any integer type and from a NUMERIC without fraction, a float from a NUMERIC too (AVG and SUM give
//! those), text from any type whose values are text (enums, CITEXT, JSON, XML), JSON from text. `infinity` has no
//! counterpart in dates and is an error.
//!
//! **COPY** (`copy_into`) is sent in the binary format, which casts nothing: a column must have the type in the database
//! that its field is declared as, or a wider one. Text goes into the types of text, enums, JSON, JSONB, XML and CITEXT.
//!
//! **Connections** speak UTF-8 and have the time zone UTC, unless the option `options` of the URL sets another
//! (`-c TimeZone=Europe/Berlin`); a TIMESTAMPTZ is a moment and the same in all. Without a host, the socket in the usual
//! directories is taken, else `localhost`. Connecting takes ten seconds at most unless `connect_timeout` says
//! otherwise (0: without limit). Without the feature `tls`, `sslmode=prefer` means no encryption.
//!
//! **TLS**, with the feature `tls`: `sslmode` is libpq's. `prefer`, the default, and `require` check nothing, so whoever
//! sits on the line can read along; `verify-ca` checks that the certificate is of a trusted authority, `verify-full` also
//! that it is for this host. Trusted are the authorities of the PEM file in the option `sslrootcert`, else those of the
//! system, or of the file that the environment variable `SSL_CERT_FILE` names. Use `verify-ca` with an authority of your
//! own only: public ones sign for everybody's hosts.
//!
//! ```text
//! postgres://user:password@db.example.org/database?sslmode=verify-full&sslrootcert=/etc/ssl/my-authority.pem
//! ```

mod bind;
mod client;
mod config;
mod connection;
mod constraint;
mod copy;
mod epoch;
mod error;
mod list;
mod literal;
mod numeric;
mod param;
mod parts;
mod pipeline;
mod row;
mod rows;

pub use bind::Values;
pub use client::{CancelToken, Client, Notification};
pub use connection::{Connection, STATEMENTS};
/// The type of a column, from the crate `postgres-types`.
pub use postgres_types::{Kind, Type};
pub use row::{OwnedRow, Row};
pub use rows::Rows;

use aludel_core::{
    Result,
    engine::{Backend, CopyTexts, DatabaseUrl, Done, DynParams, EachParams, Frame, Rows as _, TransactionOptions},
    sql::{self, Sql, SqlText},
};
use std::time::Duration;

/// PostgreSQL; tested with version 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postgres;

impl Backend for Postgres {
    type Dialect = sql::PostgreSQL;
    type Connection = Connection;
    type Rows<'c> = Rows<'c>;
    type Binder<'v, 'b> = Values<'v>;

    const SCHEMES: &'static [&'static str] = &["postgres", "postgresql"];
    const MULTI_ROW_INSERT: bool = true;
    const MAX_BINDS: usize = 65_535;

    fn connect(url: &DatabaseUrl) -> Result<Connection> {
        config::connect(url).map(Connection::new)
    }

    fn execute<'c>(
        connection: &'c mut Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Done> {
        let values = Values::of(params)?;
        let affected = connection.execute(text, &values)?;
        Ok(Done { affected, last_insert_id: None })
    }

    fn execute_each<E: EachParams + ?Sized>(
        connection: &mut Connection,
        text: &SqlText<'_>,
        runs: &E,
        mut each: impl FnMut(Done),
    ) -> Result<()> {
        if connection.sends_ahead(runs.count()) {
            return connection.run_each(
                text,
                runs,
                |_, _| Ok(()),
                |affected| each(Done { affected, last_insert_id: None }),
            );
        }
        (0..runs.count()).try_for_each(|run| {
            each(Self::execute(connection, text, &runs.params(run))?);
            Ok(())
        })
    }

    fn query<'c>(
        connection: &'c mut Connection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Rows<'c>> {
        connection.query(text, &Values::of(params)?)
    }

    fn query_each<E: EachParams + ?Sized>(
        connection: &mut Connection,
        text: &SqlText<'_>,
        runs: &E,
        mut each: impl FnMut(usize, &Row<'_>) -> Result<()>,
    ) -> Result<()> {
        if connection.sends_ahead(runs.count()) {
            return connection.run_each(text, runs, each, |_| {});
        }
        (0..runs.count()).try_for_each(|run| {
            let mut rows = connection.query(text, &Values::of(&runs.params(run))?)?;
            while let Some(row) = rows.next()? {
                each(run, &row)?;
            }
            Ok(())
        })
    }

    fn copy_in<R: Sql<sql::PostgreSQL>>(
        connection: &mut Connection,
        texts: &CopyTexts<'_>,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64> {
        connection.copy_in(texts, rows)
    }

    fn script(connection: &mut Connection, sql: &str) -> Result<()> {
        connection.script(sql)
    }

    fn frame(connection: &mut Connection, frame: Frame) -> Result<()> {
        connection.frame(frame)
    }

    fn limit_statements(connection: &mut Connection, timeout: Duration) -> Result<()> {
        connection.script(&format!("SET statement_timeout = {}", timeout.as_millis().max(1)))
    }

    fn begin(connection: &mut Connection, options: &TransactionOptions) -> Result<()> {
        connection.begin(options)
    }

    fn in_transaction(connection: &Connection) -> Option<bool> {
        connection.in_transaction()
    }

    fn ping(connection: &mut Connection) -> Result<()> {
        connection.ping()
    }

    fn is_broken(connection: &Connection) -> bool {
        connection.is_broken()
    }

    fn version(connection: &mut Connection) -> Result<String> {
        Ok(connection.version())
    }
}
