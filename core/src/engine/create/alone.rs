//! Changing the schema while nobody else does.

use crate::{
    Error, ErrorKind, Result,
    engine::{Backend, Connection, Isolation, Link, Transaction, TransactionOptions},
    query::sql,
    sql::DialectKind,
};

/// The advisory lock of PostgreSQL: the bytes of "aludel", as a number.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_xact_lock(107118453876076)";
/// The lock of MySQL and MariaDB, of the whole server, and how long to wait for it, in seconds.
const MYSQL_LOCK: &str = "SELECT GET_LOCK('aludel.schema', 60)";
const MYSQL_UNLOCK: &str = "DO RELEASE_LOCK('aludel.schema')";

/// Whether SQLite looks after foreign keys while tables are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ForeignKeys {
    Enforced,
    Ignored,
}

/// Runs the function while no other connection can change the schema through here; in a transaction, where the database
/// has them for that.
pub(super) fn alone<B: Backend, T>(
    connection: &mut Connection<B>,
    kind: DialectKind,
    foreign_keys: ForeignKeys,
    f: impl FnOnce(&mut Link<B>) -> Result<T>,
) -> Result<T> {
    match kind {
        DialectKind::Sqlite => {
            // A pragma that does nothing inside of a transaction.
            let mut again = None;
            if foreign_keys == ForeignKeys::Ignored && is_enforced(connection.link())? {
                connection.link().script("PRAGMA foreign_keys = OFF")?;
                again = Some("PRAGMA foreign_keys = ON");
            }
            Afterwards::run(connection, again, |connection| {
                // The lock for writing at once, so that what is read stays true.
                within(connection, TransactionOptions::default().immediate(), f)
            })
        }
        DialectKind::Postgres => {
            // Each statement is to see what was committed while the lock was waited for.
            within(connection, TransactionOptions::isolation(Isolation::ReadCommitted), |link| {
                link.script(POSTGRES_LOCK)?;
                f(link)
            })
        }
        _ => {
            lock_mysql(connection.link())?;
            Afterwards::run(connection, Some(MYSQL_UNLOCK), |connection| f(connection.link()))
        }
    }
}

fn within<B: Backend, T>(
    connection: &mut Connection<B>,
    options: TransactionOptions,
    f: impl FnOnce(&mut Link<B>) -> Result<T>,
) -> Result<T> {
    let mut transaction: Transaction<'_, B> = connection.begin_with(options)?;
    // Rolled back when dropped.
    let value = f(transaction.link())?;
    transaction.commit()?;
    Ok(value)
}

fn is_enforced<B: Backend>(link: &mut Link<B>) -> Result<bool> {
    let mut on = 0;
    link.query(&sql::<(i64,)>("PRAGMA foreign_keys"), |row| {
        on = crate::value::Row::i64(row, 0)?;
        Ok(true)
    })?;
    Ok(on != 0)
}

fn lock_mysql<B: Backend>(link: &mut Link<B>) -> Result<()> {
    let mut got = None;
    link.query(&sql::<(Option<i64>,)>(MYSQL_LOCK), |row| {
        got = <Option<i64> as crate::value::Load>::load(row, 0)?;
        Ok(true)
    })?;
    if got == Some(1) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::LockTimeout,
        "another program has been changing the schema for 60 s; it holds the lock `aludel.schema` \
         (`SELECT IS_USED_LOCK('aludel.schema')` tells its connection)",
    ))
}

/// Runs a statement when it is dropped, so that a connection never goes back to the pool without it.
struct Afterwards<'c, B: Backend> {
    connection: &'c mut Connection<B>,
    sql: Option<&'static str>,
}

impl<'c, B: Backend> Afterwards<'c, B> {
    fn run<T>(
        connection: &'c mut Connection<B>,
        sql: Option<&'static str>,
        f: impl FnOnce(&mut Connection<B>) -> Result<T>,
    ) -> Result<T> {
        let mut guard = Self { connection, sql };
        let value = f(guard.connection)?;
        match guard.sql.take() {
            Some(sql) => guard.connection.link().script(sql).map(|()| value),
            None => Ok(value),
        }
    }
}

impl<B: Backend> Drop for Afterwards<'_, B> {
    fn drop(&mut self) {
        if let Some(sql) = self.sql {
            // There is an error already, which is the one to tell.
            let _ = self.connection.link().script(sql);
        }
    }
}
