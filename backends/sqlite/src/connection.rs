//! One connection, with its statements.

use crate::{
    Sqlite,
    error::{self, Stage},
    keys::Key,
    limit::Limit,
    many::Together,
    row::Row,
    rows::Rows,
    statement::{Run, Statement},
    verb::Verb,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{AccessMode, Done, DynParams, EachParams, Params, Rows as _, StatementCache, TransactionOptions},
    sql::SqlText,
};
use rusqlite::TransactionState;
use std::time::Duration;

/// How many statements of constant text a connection keeps, and as many of rendered text.
const STATEMENTS: usize = 256;

/// A connection of rusqlite, with prepared statements of its own.
///
/// What Aludel does not wrap (functions, hooks, collations, backup, blobs, limits) is reached through
/// [`raw_ref`](Self::raw_ref). The features of rusqlite that it needs are switched on by depending on rusqlite, of the
/// version that is re-exported as [`rusqlite`].
pub struct Connection {
    // Before `db`: statements go before the handle they were prepared from.
    statements: StatementCache<Statement>,
    db: rusqlite::Connection,
    /// Whether the transaction that was begun last, if it is still open, is READ ONLY.
    read_only: bool,
    /// Whether that transaction was begun by a savepoint, so that it can be rewound.
    rewinds: bool,
    /// How long a statement may run.
    limit: Option<Limit>,
}

impl From<rusqlite::Connection> for Connection {
    /// Takes over a connection that was opened with rusqlite, such as one of another VFS. It stays configured as it is,
    /// and gets the functions of the language that SQLite lacks.
    fn from(db: rusqlite::Connection) -> Self {
        // It can fail only for want of memory; a statement that uses one then says that there is no such function.
        let _ = crate::functions::add(&db);
        Self { statements: StatementCache::new(STATEMENTS), db, read_only: false, rewinds: false, limit: None }
    }
}

impl Connection {
    /// The connection of rusqlite. Nearly all of its methods take it shared.
    ///
    /// Statements run on it are not seen by Aludel: they are not watched, not cached, and not refused in a READ ONLY
    /// transaction.
    pub fn raw_ref(&self) -> &rusqlite::Connection {
        &self.db
    }

    /// The connection of rusqlite, to do anything with, even replace it. Aludel forgets its prepared statements here;
    /// prefer [`raw_ref`](Self::raw_ref), which keeps them.
    pub fn raw(&mut self) -> &mut rusqlite::Connection {
        // Without statements of the old handle, another one may take its place.
        self.statements.clear();
        &mut self.db
    }

    /// Ends each statement that runs longer.
    pub(crate) fn limit_statements(&mut self, timeout: Duration) -> Result<()> {
        self.limit = Some(Limit::set(&self.db, timeout)?);
        Ok(())
    }

    /// A run of the statement of a text, with the connection beside it.
    fn run(&mut self, text: &SqlText<'_>) -> Result<(Run<'_>, &rusqlite::Connection)> {
        begin(&self.limit);
        let db = &self.db;
        let statement = self.statements.get(text, |sql| prepare(db, sql), drop)?;
        if self.read_only {
            self.read_only = refuse_writing(db, statement)?;
        }
        if statement.is_used_up() {
            *statement = prepare(db, text.as_str())?;
        }
        Ok((Run::new(statement), db))
    }

    pub(crate) fn query<'c>(&'c mut self, text: &SqlText<'_>, params: &dyn DynParams<'c, Sqlite>) -> Result<Rows<'c>> {
        let (mut run, db) = self.run(text)?;
        params.bind_to(&mut run)?;
        rows(run, db)
    }

    #[inline]
    pub(crate) fn query_each<E: EachParams + ?Sized>(
        &mut self,
        text: &SqlText<'_>,
        runs: &E,
        mut each: impl FnMut(usize, &Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let limit = self.limit.clone();
        let (mut run, db) = self.run(text)?;
        let count = runs.count();
        let mut at = 0;
        while at < count {
            begin(&limit);
            run.again();
            runs.params(at).bind(&mut run)?;
            let mut rows = rows(run, db)?;
            while let Some(row) = rows.next()? {
                each(at, &row)?;
            }
            run = rows.into_run();
            at += 1;
            if let (1, Some(last)) = (at, run.told_key()) {
                let goes = |together: &mut Together, left| Ok(together.makes_keys() && together.counts_on(last, left)?);
                let ran = |run: &mut Run<'_>, rows, _| run.make_keys(rows).map(drop);
                let made = run_together(&mut run, db, text.as_str(), &limit, runs, goes, ran)?;
                for (at, key) in (at..at + made).zip(last + 1..) {
                    each(at, &Row::new(run.on_key(key)))?;
                }
                at += made;
            }
        }
        Ok(())
    }

    pub(crate) fn execute<'c>(&'c mut self, text: &SqlText<'_>, params: &dyn DynParams<'c, Sqlite>) -> Result<Done> {
        let (mut run, _) = self.run(text)?;
        params.bind_to(&mut run)?;
        execute(&mut run)
    }

    #[inline]
    pub(crate) fn execute_each<E: EachParams + ?Sized>(
        &mut self,
        text: &SqlText<'_>,
        runs: &E,
        each: impl FnMut(Done),
    ) -> Result<()> {
        let limit = self.limit.clone();
        let (mut run, db) = self.run(text)?;
        let mut rowids = (run.statement().verb == Verb::Upsert).then(|| Rowids::begin(&mut run));
        let result = execute_all(&mut run, db, text.as_str(), &limit, &mut rowids, runs, each);
        if let Some(rowids) = rowids {
            rowids.end(&mut run);
        }
        result
    }

    /// Runs the statements of a script, whose rows are passed over.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        let mut rest = sql;
        while !rest.is_empty() {
            let (statement, after) = Statement::prepare(&self.db, rest)?;
            rest = after;
            if let Some(mut statement) = statement {
                begin(&self.limit);
                if self.read_only {
                    self.read_only = refuse_writing(&self.db, &statement)?;
                }
                let mut run = Run::new(&mut statement);
                run.check()?;
                while run.step()? {}
            }
        }
        Ok(())
    }

    pub(crate) fn begin(&mut self, options: &TransactionOptions) -> Result<()> {
        let read_only = options.access == Some(AccessMode::ReadOnly);
        if read_only && options.immediate {
            let message = "a transaction cannot be both `read_only` and `immediate`, which takes the lock for writing";
            return Err(Error::new(ErrorKind::Transaction, message));
        }
        let text = match (options.immediate, self.db.is_autocommit()) {
            (true, _) => "BEGIN IMMEDIATE",
            // As BEGIN; but SQLite can take back all that was written since, and go on, and needs no copies of pages for that.
            (false, true) => "SAVEPOINT aludel",
            // A transaction is open, which this says.
            (false, false) => "BEGIN",
        };
        self.execute(&SqlText::Constant(text), &())?;
        (self.rewinds, self.read_only) = (!options.immediate, read_only);
        Ok(())
    }

    /// Whether the transaction wrote nothing yet, and can be rewound.
    pub(crate) fn is_unwritten(&self) -> bool {
        self.rewinds
            && matches!(self.db.transaction_state::<&str>(None), Ok(TransactionState::None | TransactionState::Read))
    }

    /// Takes back all that the transaction wrote, and leaves it open.
    pub(crate) fn rewind(&mut self) -> Result<()> {
        self.execute(&SqlText::Constant("ROLLBACK TO SAVEPOINT aludel"), &()).map(drop)
    }

    pub(crate) fn pragma(&self, name: &str, value: impl rusqlite::ToSql) -> Result<()> {
        self.db.pragma_update(None, name, value).map_err(|e| error::from_rusqlite(e, Stage::Open))
    }
}

/// The rows of a statement that has its values.
fn rows<'c>(run: Run<'c>, db: &rusqlite::Connection) -> Result<Rows<'c>> {
    run.check()?;
    Rows::new(run, db)
}

/// From now on the time of a statement counts.
#[inline]
fn begin(limit: &Option<Limit>) {
    if let Some(limit) = limit {
        limit.begin();
    }
}

/// Runs an INSERT that ran for the first of many values for as many of the others as can go together, if they `goes`: says how
/// many those are. `ran` ends each run, of so many rows, and hears whether the database makes their keys.
#[inline]
fn run_together<'c, E: EachParams + ?Sized>(
    run: &mut Run<'c>,
    db: &rusqlite::Connection,
    sql: &str,
    limit: &Option<Limit>,
    runs: &'c E,
    goes: impl FnOnce(&mut Together, usize) -> Result<bool>,
    mut ran: impl FnMut(&mut Run<'_>, usize, bool) -> Result<()>,
) -> Result<usize> {
    let (count, mut at) = (runs.count(), 1);
    if let Some((together, seen)) = run.together(db, sql, count - at)
        && goes(together, count - at)?
    {
        let makes_keys = together.makes_keys();
        while let Some((rows, statement)) = together.of_next(db, count - at, seen) {
            let mut run = Run::new(statement);
            while count - at >= rows {
                begin(limit);
                run.again();
                (at..at + rows).try_for_each(|at| runs.params(at).bind(&mut run))?;
                ran(&mut run, rows, makes_keys)?;
                at += rows;
            }
        }
    }
    Ok(at - 1)
}

/// Runs a statement for each of many values, and says what each run did; of rows that go together, what they did together, if
/// the database makes no keys for them.
#[inline]
fn execute_all<'c, E: EachParams + ?Sized>(
    run: &mut Run<'c>,
    db: &rusqlite::Connection,
    sql: &str,
    limit: &Option<Limit>,
    rowids: &mut Option<Rowids>,
    runs: &'c E,
    mut each: impl FnMut(Done),
) -> Result<()> {
    if runs.count() == 0 {
        return Ok(());
    }
    let done = execute_one(run, limit, rowids, runs.params(0))?;
    each(done);
    let goes = |together: &mut Together, left| match done.last_insert_id {
        Some(last) => together.counts_on(last, left),
        None => Ok(!together.makes_keys()),
    };
    let together = run_together(run, db, sql, limit, runs, goes, |run, rows, makes_keys| {
        if makes_keys {
            let last = run.make_keys(rows)?;
            (1..=rows as i64).for_each(|n| each(Done { affected: 1, last_insert_id: Some(last + n) }));
        } else {
            each(execute_bound(run, rowids)?);
        }
        Ok(())
    })?;
    (1 + together..runs.count()).try_for_each(|at| execute_one(run, limit, rowids, runs.params(at)).map(&mut each))
}

#[inline]
fn execute_one<'v: 'c, 'c>(
    run: &mut Run<'c>,
    limit: &Option<Limit>,
    rowids: &mut Option<Rowids>,
    params: impl Params<'v>,
) -> Result<Done> {
    begin(limit);
    run.again();
    params.bind(run)?;
    execute_bound(run, rowids)
}

#[inline]
fn execute_bound(run: &mut Run<'_>, rowids: &mut Option<Rowids>) -> Result<Done> {
    match rowids {
        Some(rowids) => rowids.execute(run),
        None => execute(run),
    }
}

/// Runs a statement that has its values to its end, and says what it did.
fn execute(run: &mut Run<'_>) -> Result<Done> {
    run.check()?;
    match run.statement().verb {
        Verb::InsertRowid => {
            let affected = steps(run)?;
            Ok(Done { affected, last_insert_id: (affected > 0).then(|| run.last_rowid()) })
        }
        Verb::Change => Ok(Done { affected: steps(run)?, last_insert_id: None }),
        Verb::Pragma | Verb::Other => steps(run).map(|_| Done::default()),
        Verb::Insert | Verb::Upsert => {
            let mut rowids = Rowids::begin(run);
            let done = rowids.execute(run);
            rowids.end(run);
            if let (Verb::Insert, Ok(Done { last_insert_id: Some(_), .. })) = (run.statement().verb, &done) {
                run.set_verb(Verb::InsertRowid);
            }
            done
        }
    }
}

/// Steps to the end; gives how many rows were changed.
#[inline]
fn steps(run: &mut Run<'_>) -> Result<u64> {
    while run.step()? {}
    Ok(run.changes())
}

/// Runs of an INSERT of which it is not known whether it makes a rowid. The last one of the connection is 0 before each of
/// them, and what it has to be in the end.
struct Rowids {
    last: i64,
}

impl Rowids {
    fn begin(run: &mut Run<'_>) -> Self {
        let last = run.last_rowid();
        run.set_last_rowid(0);
        Self { last }
    }

    fn execute(&mut self, run: &mut Run<'_>) -> Result<Done> {
        run.check()?;
        let affected = steps(run)?;
        let made = Some(run.last_rowid()).filter(|&rowid| rowid != 0);
        if let Some(rowid) = made {
            self.last = rowid;
            run.set_last_rowid(0);
        }
        Ok(Done { affected, last_insert_id: made })
    }

    fn end(self, run: &mut Run<'_>) {
        run.set_last_rowid(self.last);
    }
}

#[cold]
fn prepare(db: &rusqlite::Connection, sql: &str) -> Result<Statement> {
    match Key::of(sql).filter(|(key, _)| key.is_rowid(db)) {
        Some((key, insert)) => prepare_alone(db, insert).map(|statement| statement.telling(key)),
        None => prepare_alone(db, sql),
    }
}

fn prepare_alone(db: &rusqlite::Connection, sql: &str) -> Result<Statement> {
    let (statement, mut rest) = Statement::prepare(db, sql)?;
    let statement = statement.ok_or_else(|| Error::new(ErrorKind::Statement, "the SQL text has no statement"))?;
    while !rest.is_empty() {
        let (another, after) = Statement::prepare(db, rest)?;
        if another.is_some() {
            return Err(Error::new(
                ErrorKind::Statement,
                "the SQL text has more than one statement; run it as a script",
            ));
        }
        rest = after;
    }
    Ok(statement)
}

/// Refuses a statement that writes, in a READ ONLY transaction; gives whether that is still open.
#[cold]
fn refuse_writing(db: &rusqlite::Connection, statement: &Statement) -> Result<bool> {
    let open = !db.is_autocommit();
    if open && statement.writes {
        let message =
            "the transaction is READ ONLY and cannot run a statement that writes; begin it without `read_only`";
        return Err(Error::new(ErrorKind::Transaction, message));
    }
    Ok(open)
}
