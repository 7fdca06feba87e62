//! One connection of a backend with what Aludel keeps beside it.

use super::{
    Backend, CopyTexts, Done, DynParams, EachParams, Frame, Observer, Params, Rows, StatementEvent, TransactionOptions,
    Values,
    texts::{Taken, Texts},
};
use crate::{
    Error, ErrorKind, Result,
    query::{CopyRows, CopySql, FromTable},
    schema::Table,
    sql::{DialectKind, Sql, SqlText, Style, Text, Writer},
    value::{Binder, Load},
};
use std::{
    marker::PhantomData,
    mem,
    sync::Arc,
    time::{Duration, Instant},
};

/// Those who are told of every statement.
pub(crate) type Observers = Arc<[Box<dyn Observer>]>;

/// One connection of a backend, with its observers and the depth of its transactions.
pub struct Link<B: Backend> {
    raw: B::Connection,
    style: (usize, Style),
    observers: Observers,
    texts: Texts,
    pub(super) depth: u32,
    /// Down to this depth nothing was written before a savepoint: to roll back to it is to rewind the transaction.
    unwritten: u32,
    /// Whether a statement may have written something, other than by the flush of a session.
    pub(crate) wrote: bool,
    /// Whether the database has ended the transaction by itself, so that nothing can be done in it.
    pub(super) ended: bool,
    /// Whether the backend has to be asked that: an error came where it could not be.
    pub(super) doubtful: bool,
    /// Whether something was done that may have begun a transaction unknown to Aludel.
    pub(super) touched: bool,
    pub(super) made: Instant,
    pub(super) last_used: Instant,
}

/// The values of statement `Q` in dialect `D`.
pub(crate) struct Bound<'v, Q, D>(&'v Q, PhantomData<fn() -> D>);
impl<'v, Q, D> Bound<'v, Q, D> {
    pub(crate) fn new(query: &'v Q) -> Self {
        Self(query, PhantomData)
    }
}
impl<Q, D> Clone for Bound<'_, Q, D> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Q, D> Copy for Bound<'_, Q, D> {}
impl<'v, D: crate::sql::Dialect, Q: Sql<D>> Params<'v> for Bound<'v, Q, D> {
    #[inline(always)]
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

impl<B: Backend> Link<B> {
    pub(crate) fn new(raw: B::Connection, observers: Observers) -> Self {
        let (style, now) = (B::style(&raw), Instant::now());
        Self {
            raw,
            style,
            observers,
            texts: Texts::default(),
            depth: 0,
            unwritten: 0,
            wrote: false,
            ended: false,
            doubtful: false,
            touched: false,
            made: now,
            last_used: now,
        }
    }

    /// The driver's connection, for what Aludel does not wrap.
    ///
    /// A transaction that is begun here is not known to Aludel; end it here too, or the pool rolls it back.
    pub fn raw(&mut self) -> &mut B::Connection {
        (self.touched, self.wrote) = (true, true);
        &mut self.raw
    }

    pub(super) fn raw_mut(&mut self) -> &mut B::Connection {
        &mut self.raw
    }

    pub(super) fn raw_ref(&self) -> &B::Connection {
        &self.raw
    }

    /// The style of the dialect that the connection speaks.
    pub fn style(&self) -> Style {
        self.style.1
    }

    /// Runs statements without values and rows, separated by semicolons.
    ///
    /// # Errors
    /// What the database says.
    pub fn script(&mut self, sql: &str) -> Result<()> {
        (self.touched, self.wrote) = (true, true);
        self.watched(sql, |raw| B::script(raw, sql).map(|()| 0)).map(drop)
    }

    /// Runs a query without values, whose text is known at run time only, and gives all its rows.
    ///
    /// It is for what has no placeholders, such as the names in `SHOW CREATE TABLE`; what comes from outside of the
    /// program has no place in it. A program's own queries are written with [`sql`](crate::query::sql).
    ///
    /// # Errors
    /// `Decode` if the rows are no `R`; and what the database says.
    pub fn rows<R: Load>(&mut self, sql: &str) -> Result<Vec<R>> {
        (self.touched, self.wrote) = (true, true);
        let start = self.start();
        let mut all = Vec::new();
        let mut read = || -> Result<()> {
            let mut rows = B::query_all(&mut self.raw, &SqlText::Rendered(sql), &())?;
            while let Some(row) = rows.next()? {
                all.push(R::load(&row, 0)?);
            }
            Ok(())
        };
        let result = read().map_err(|e| self.failed(e, sql));
        let count = all.len() as u64;
        tell(&self.observers, start, sql, result.as_ref().map(|()| count));
        result.map(|()| all)
    }

    /// Runs what leaves [`Self::depth`] right: the frame of a transaction.
    fn frame(&mut self, frame: Frame) -> Result<()> {
        let start = self.start();
        let result = B::frame(&mut self.raw, frame).map_err(|e| self.failed(e, &frame.sql()));
        if start.is_some() {
            tell(&self.observers, start, &frame.sql(), result.as_ref().map(|()| 0));
        }
        result
    }

    /// How deep in transactions: 1 for a transaction, more for its savepoints.
    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// Begins a transaction, to be ended by `leave(1)` or `undo(1)`. Programs have [`Connection::begin`](super::Connection::begin).
    #[doc(hidden)]
    pub fn begin(&mut self, options: &TransactionOptions) -> Result<()> {
        if self.depth > 0 {
            return Err(Error::new(
                ErrorKind::Transaction,
                "the connection is in a transaction already; use a savepoint",
            ));
        }
        self.watched("BEGIN", |raw| B::begin(raw, options).map(|()| 0))?;
        (self.depth, self.unwritten) = (1, 1);
        (self.ended, self.doubtful, self.touched) = (false, false, false);
        Ok(())
    }

    /// Begins a savepoint; its number is the new depth.
    pub(crate) fn savepoint(&mut self) -> Result<()> {
        let depth = self.depth + 1;
        if !self.touched && B::is_unwritten(&self.raw) {
            self.unwritten = depth;
        } else {
            self.frame(Frame::Savepoint(depth))?;
            self.unwritten = self.unwritten.min(self.depth);
        }
        self.depth = depth;
        Ok(())
    }

    /// Commits the transaction (depth 1), or releases a savepoint. One that fails is rolled back.
    #[doc(hidden)]
    pub fn leave(&mut self, depth: u32) -> Result<()> {
        if let Err(error) = self.going_on() {
            drop(self.undo(depth));
            return Err(error);
        }
        let result = match depth {
            1 => self.frame(Frame::Commit),
            _ if depth <= self.unwritten => Ok(()),
            _ => self.frame(Frame::Release(depth)),
        };
        match result {
            Ok(()) => self.depth = depth - 1,
            // SQLite keeps the transaction open after a COMMIT that failed.
            Err(_) => drop(self.undo(depth)),
        }
        result
    }

    /// Rolls back the transaction (depth 1), or to a savepoint. The pool throws away a connection where that fails.
    #[doc(hidden)]
    pub fn undo(&mut self, depth: u32) -> Result<()> {
        let result = match depth {
            1 => self.frame(Frame::Rollback),
            _ if depth <= self.unwritten => {
                self.watched("ROLLBACK TO SAVEPOINT", |raw| B::rewind(raw).map(|()| 0)).map(drop)
            }
            _ => self.frame(Frame::RollbackTo(depth)).and_then(|()| self.frame(Frame::Release(depth))),
        };
        self.depth = depth - 1;
        self.ended &= depth > 1;
        self.touched |= result.is_err();
        result
    }

    /// Whether there is a transaction yet, if there was one.
    ///
    /// # Errors
    /// `Transaction` if the database has ended it: on most, a statement would be committed by itself now.
    pub(crate) fn going_on(&self) -> Result<()> {
        if self.ended || (self.doubtful && B::in_transaction(&self.raw) == Some(false)) {
            return Err(Error::new(
                ErrorKind::Transaction,
                "an earlier statement failed in a way that ended the transaction, and the database has none of it; roll \
                 back, then begin again",
            ));
        }
        Ok(())
    }

    /// Looks at an error: some end the transaction.
    #[cold]
    fn failed(&mut self, error: Error, sql: &str) -> Error {
        if self.depth > 0 {
            self.ended |= ends(self.style().kind, &error) || B::in_transaction(&self.raw) == Some(false);
        }
        error.with_sql(sql)
    }

    pub(super) fn watched(&mut self, sql: &str, f: impl FnOnce(&mut B::Connection) -> Result<u64>) -> Result<u64> {
        let start = self.start();
        let result = f(&mut self.raw).map_err(|e| self.failed(e, sql));
        tell(&self.observers, start, sql, result.as_ref().copied());
        result
    }

    #[inline]
    fn start(&self) -> Option<Instant> {
        (!self.observers.is_empty()).then(Instant::now)
    }

    /// Runs a statement without rows.
    ///
    /// It is compiled for each statement of a program, so that whatever needs not know the statement stands elsewhere.
    /// What it calls is not `#[inline]`: it belongs to this module's part of a program then, which is kept when the module of the
    /// query is compiled anew.
    #[inline]
    pub(crate) fn execute<Q: Sql<B::Dialect>>(&mut self, query: &Q) -> Result<Done> {
        (Ways::<B, Q>::EXECUTE)(self, query)
    }

    fn execute_constant<Q: Sql<B::Dialect>>(&mut self, query: &Q) -> Result<Done> {
        self.execute_as(query, &SqlText::Constant(Text::<Q, B::Dialect>::constant(self.style.0)))
    }

    fn execute_rendered<Q: Sql<B::Dialect>>(&mut self, query: &Q) -> Result<Done> {
        let taken = self.rendered(query);
        let result = self.execute_as(query, &taken.text());
        self.texts.give_back(taken);
        result
    }

    /// The text of a statement that is rendered, at this run or an earlier one.
    #[inline(never)]
    fn rendered<Q: Sql<B::Dialect>>(&mut self, query: &Q) -> Taken {
        let Style { kind, .. } = self.style.1;
        let shape = Text::<Q, B::Dialect>::SHAPE.and_then(|shape| shape(query, kind));
        let key = shape.map(|number| (typeid::of::<Q>(), number));
        self.texts.take(key, self.style.1, &|w| query.render(w))
    }

    #[inline]
    fn execute_as<Q: Sql<B::Dialect>>(&mut self, query: &Q, text: &SqlText<'_>) -> Result<Done> {
        let start = self.begun(query.may_begin(), true);
        let mut result = B::execute(&mut self.raw, text, &Bound::<Q, B::Dialect>::new(query));
        // It stays where it is: moving it costs more than this does.
        if start.is_some() || result.is_err() {
            self.watch_done(start, text, &mut result);
        }
        result
    }

    /// Remembers what a statement may do.
    fn begun(&mut self, may_begin: bool, may_write: bool) -> Option<Instant> {
        self.touched |= may_begin;
        self.wrote |= may_write;
        self.start()
    }

    /// Looks at how a statement went.
    #[cold]
    fn watch_done(&mut self, start: Option<Instant>, text: &SqlText<'_>, result: &mut Result<Done>) {
        *result = mem::replace(result, Ok(Done::default())).map_err(|e| self.failed(e, text.as_str()));
        tell(&self.observers, start, text.as_str(), result.as_ref().map(|done| done.affected));
    }

    /// Runs a statement without rows once for each row of values.
    pub(crate) fn execute_each<Q: Sql<B::Dialect>>(&mut self, query: &Q, runs: &impl EachParams) -> Result<Done> {
        if runs.count() == 0 {
            return Ok(Done::default());
        }
        self.wrote = true;
        let start = self.start();
        let (constant, rendered) = self.text(query);
        let text = constant.map_or(SqlText::Rendered(&rendered), SqlText::Constant);
        let mut done = Done::default();
        let result = B::execute_each(&mut self.raw, &text, runs, |one| done.add(one));
        let result = result.map_err(|e| self.failed(e, text.as_str()));
        tell(&self.observers, start, text.as_str(), result.as_ref().map(|()| done.affected));
        result.map(|()| done)
    }

    /// Runs a statement that gives rows once for each row of values.
    pub(crate) fn query_each<Q: Sql<B::Dialect>>(
        &mut self,
        query: &Q,
        runs: &impl EachParams,
        mut each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        if runs.count() == 0 {
            return Ok(());
        }
        self.wrote = true;
        let start = self.start();
        let (constant, rendered) = self.text(query);
        let text = constant.map_or(SqlText::Rendered(&rendered), SqlText::Constant);
        let mut count = 0;
        let result = B::query_each(&mut self.raw, &text, runs, |_, row| {
            count += 1;
            each(row)
        });
        let result = result.map_err(|e| self.failed(e, text.as_str()));
        tell(&self.observers, start, text.as_str(), result.as_ref().map(|()| count));
        result
    }

    /// Runs a text without rows once for each row of values, and says what each run did.
    pub(crate) fn execute_text<E: EachParams + ?Sized>(
        &mut self,
        sql: &str,
        runs: &E,
        mut each: impl FnMut(Done),
    ) -> Result<()> {
        let start = self.start();
        let mut affected = 0;
        let result = B::execute_each(&mut self.raw, &SqlText::Rendered(sql), runs, |done| {
            affected += done.affected;
            each(done);
        });
        let result = result.map_err(|e| self.failed(e, sql));
        tell(&self.observers, start, sql, result.as_ref().map(|()| affected));
        result
    }

    /// Runs a text that gives rows, and hands what comes to `each`.
    pub(crate) fn query_once(
        &mut self,
        sql: &str,
        values: Values<'_>,
        mut each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.query_text(sql, &values, |_, row| each(row))
    }

    /// Runs a text that gives rows once for each row of values, and hands what comes to `each`, with the number of the run.
    pub(crate) fn query_text<E: EachParams + ?Sized>(
        &mut self,
        sql: &str,
        runs: &E,
        mut each: impl FnMut(usize, &<B::Rows<'_> as Rows>::Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let start = self.start();
        let mut count = 0;
        let result = B::query_each(&mut self.raw, &SqlText::Rendered(sql), runs, |run, row| {
            count += 1;
            each(run, row)
        });
        let result = result.map_err(|e| self.failed(e, sql));
        tell(&self.observers, start, sql, result.as_ref().map(|()| count));
        result
    }

    /// Runs a query, and hands its rows to `each`, which says whether to go on.
    #[inline]
    pub(crate) fn query<Q, F>(&mut self, query: &Q, each: F) -> Result<()>
    where
        Q: Sql<B::Dialect>,
        F: FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
    {
        (Ways::<B, (Q, F)>::QUERY)(self, query, each)
    }

    fn query_constant<Q: Sql<B::Dialect>>(
        &mut self,
        query: &Q,
        each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        self.query_as(query, &SqlText::Constant(Text::<Q, B::Dialect>::constant(self.style.0)), each)
    }

    fn query_rendered<Q: Sql<B::Dialect>>(
        &mut self,
        query: &Q,
        each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let taken = self.rendered(query);
        let result = self.query_as(query, &taken.text(), each);
        self.texts.give_back(taken);
        result
    }

    #[inline]
    fn query_as<Q: Sql<B::Dialect>>(
        &mut self,
        query: &Q,
        text: &SqlText<'_>,
        each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
    ) -> Result<()> {
        let start = self.begun(query.may_begin(), !text.is_select());
        let mut count = 0;
        let result = read_each::<B>(&mut self.raw, text, &Bound::<Q, B::Dialect>::new(query), &mut count, each);
        self.read(start, text, count, result)
    }

    /// Looks at how a query went.
    fn read(&mut self, start: Option<Instant>, text: &SqlText<'_>, count: u64, result: Result<()>) -> Result<()> {
        match result {
            Ok(()) if start.is_none() => Ok(()),
            result => self.rows_watched(start, text, count, result),
        }
    }

    #[cold]
    fn rows_watched(
        &mut self,
        start: Option<Instant>,
        text: &SqlText<'_>,
        count: u64,
        result: Result<()>,
    ) -> Result<()> {
        let result = result.map_err(|e| self.failed(e, text.as_str()));
        tell(&self.observers, start, text.as_str(), result.as_ref().map(|()| count));
        result
    }

    /// Runs a COPY of rows into a table.
    pub(crate) fn copy<T, N, R>(&mut self, table: &str, copy: CopyRows<T, N, R>) -> Result<u64>
    where
        T: Table,
        N: Sql<B::Dialect>,
        R: Iterator<Item: Sql<B::Dialect>>,
        CopySql<FromTable<T>, N>: Sql<B::Dialect>,
    {
        self.wrote = true;
        let render = |query: &dyn Fn(&mut Writer)| {
            let mut writer = Writer::new(self.style.1);
            query(&mut writer);
            writer.finish()
        };
        let sql = render(&|w| copy.sql.render(w));
        let types = render(&|w| {
            w.lit("SELECT ");
            copy.sql.C.render(w);
            w.lit(" FROM ");
            Sql::<B::Dialect>::render(&copy.sql.T, w);
        });
        self.watched(&sql, |raw| B::copy_in(raw, &CopyTexts { table, copy: &sql, types: &types }, copy.rows))
    }

    /// Starts a query whose rows are taken one after the other.
    pub(super) fn stream<'c>(
        &'c mut self,
        constant: Option<&'static str>,
        rendered: &str,
        params: &dyn DynParams<'c, B>,
    ) -> Result<(B::Rows<'c>, Watch<'c>)> {
        let text = constant.map_or(SqlText::Rendered(rendered), SqlText::Constant);
        self.wrote |= !text.is_select();
        let kind = self.style().kind;
        let Self { raw, ended, doubtful, depth, .. } = self;
        let mut watch = Watch { kind, inside: *depth > 0, ended, doubtful };
        match B::query(raw, &text, params) {
            Ok(rows) => Ok((rows, watch)),
            Err(error) => Err(watch.failed(error).with_sql(text.as_str())),
        }
    }

    /// The text of a query: constant, or rendered into memory of its own.
    #[inline]
    pub(crate) fn text<Q: Sql<B::Dialect>>(&self, query: &Q) -> (Option<&'static str>, String) {
        match Text::<Q, B::Dialect>::RENDER {
            None => (Some(Text::<Q, B::Dialect>::constant(self.style.0)), String::new()),
            Some(render) => {
                let mut writer = Writer::new(self.style.1);
                render(query, &mut writer);
                (None, writer.finish())
            }
        }
    }

    pub(super) fn observers(&self) -> Observers {
        self.observers.clone()
    }
}

/// Whether an error is one that ends the transaction.
fn ends(kind: DialectKind, error: &Error) -> bool {
    match error.kind() {
        ErrorKind::ConnectionLost => true,
        ErrorKind::Deadlock | ErrorKind::Serialization => kind.is_mysql(),
        _ => false,
    }
}

/// Looks at the errors of rows that are read as they come, while the connection is in use by them.
pub(super) struct Watch<'c> {
    kind: DialectKind,
    /// Whether there is a transaction.
    inside: bool,
    ended: &'c mut bool,
    doubtful: &'c mut bool,
}

impl Watch<'_> {
    #[cold]
    pub(super) fn failed(&mut self, error: Error) -> Error {
        if self.inside {
            *self.ended |= ends(self.kind, &error);
            *self.doubtful = true;
        }
        error
    }
}

/// Runs a query, hands its rows to `each`, which says whether to go on, and counts them.
#[inline(never)]
fn read_each<'c, B: Backend>(
    raw: &'c mut B::Connection,
    text: &SqlText<'_>,
    params: &dyn DynParams<'c, B>,
    count: &mut u64,
    mut each: impl FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
) -> Result<()> {
    let mut rows = match B::query_all(raw, text, params) {
        Ok(rows) => rows,
        Err(error) => return Err(error),
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                *count += 1;
                match each(&row) {
                    Ok(true) => {}
                    Ok(false) => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
            Ok(None) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// How a statement is run: by its constant text, or by one that is rendered. Constants, so that the other way is not compiled;
/// see [`Text::RENDER`].
struct Ways<B, Q>(PhantomData<fn() -> (B, Q)>);

impl<B: Backend, Q: Sql<B::Dialect>> Ways<B, Q> {
    const EXECUTE: fn(&mut Link<B>, &Q) -> Result<Done> =
        if Text::<Q, B::Dialect>::IS_CONSTANT { Link::execute_constant } else { Link::execute_rendered };
}

impl<B: Backend, Q: Sql<B::Dialect>, F> Ways<B, (Q, F)>
where
    F: FnMut(&<B::Rows<'_> as Rows>::Row<'_>) -> Result<bool>,
{
    const QUERY: fn(&mut Link<B>, &Q, F) -> Result<()> =
        if Text::<Q, B::Dialect>::IS_CONSTANT { Link::query_constant } else { Link::query_rendered };
}

/// Tells the observers, if there are any.
#[inline]
pub(super) fn tell(observers: &Observers, start: Option<Instant>, sql: &str, result: Result<u64, &Error>) {
    if let Some(start) = start {
        tell_all(observers, start.elapsed(), sql, result);
    }
}

#[cold]
fn tell_all(observers: &Observers, duration: Duration, sql: &str, result: Result<u64, &Error>) {
    let event = StatementEvent { sql, duration, rows: result.unwrap_or(0), error: result.err() };
    observers.iter().for_each(|observer| observer.statement(&event));
}
