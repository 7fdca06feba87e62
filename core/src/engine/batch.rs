//! An INSERT of many rows: as few statements as the backend can, in one transaction.

use super::{
    Backend, Done, EachParams, Execute, Executor, Link, ManyValues, Param, Params, Transaction,
    pick::Picked,
    runs::DialectOf,
    text::{array, insert_unnest},
};
use crate::{
    Result,
    query::{
        Absent, Batch, BatchSlice, Chain, DefaultRows, DefaultValues, InsertInto, InsertSql, ReturningBatch,
        ReturningList, SelectList, columns_named,
    },
    schema::BaseTable,
    sql::{Dialect, DialectKind, Sql, Tok, Writer},
    value::{Binder, Capture},
};
use std::marker::PhantomData;

/// The most rows of one statement, and of one round of values.
pub(crate) const ROWS_PER_STATEMENT: usize = 1000;
/// The most rows of one statement whose values are lists.
const LISTED_PER_STATEMENT: usize = 10_000;

#[diagnostic::do_not_recommend]
impl<T, N, R, K, B> Execute<B> for InsertInto<T, Batch<N, R>, K>
where
    T: BaseTable,
    B: Backend,
    N: Sql<B::Dialect>,
    R: Sql<B::Dialect>,
    K: Sql<B::Dialect>,
{
    fn run(&self, link: &mut Link<B>) -> Result<Done> {
        let batch = &self.sql.V;
        let Some(row) = batch.rows.first() else { return Ok(Done::default()) };
        let one = |row| InsertInto::<T, _, _>::new(OneOf { names: &batch.names, row }, By(&self.sql.K));
        if batch.rows.len() == 1 {
            return link.execute(&one(row));
        }
        if let Some(way) = Listed::<T, R, K, B>::of(batch, &self.sql.K, link) {
            let mut done = Done::default();
            way.run(link, |link, sql, values| link.execute_text(sql, values, |one| done.add(one)))?;
            return Ok(done);
        }
        if !B::MULTI_ROW_INSERT {
            return in_transaction(link, batch.rows.len(), |link| {
                let mut done = Done::default();
                for rows in rows_of_one_text::<B, R>(&batch.rows) {
                    done.add(link.execute_each(&one(&rows[0]), &EachRow::<_, _, B::Dialect>::new(rows, &self.sql.K))?);
                }
                Ok(done)
            });
        }
        let chunk = rows_of_one_statement::<B, R, _>(link, &batch.rows, &self.sql.K);
        let part = |rows| InsertInto::<T, _, _>::new(BatchSlice { names: &batch.names, rows }, By(&self.sql.K));
        if batch.rows.len() <= chunk {
            return link.execute(&part(&batch.rows));
        }
        let parts = batch.rows.chunks(chunk);
        in_transaction(link, parts.len(), |link| {
            let mut done = Done::default();
            for rows in parts {
                let part = link.execute(&part(rows))?;
                done.affected += part.affected;
                done.last_insert_id = part.last_insert_id;
            }
            Ok(done)
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T: BaseTable, B: Backend> Execute<B> for InsertInto<T, DefaultRows>
where
    DefaultValues: Sql<B::Dialect>,
{
    fn run(&self, link: &mut Link<B>) -> Result<Done> {
        let rows = vec![DefaultValues {}; self.sql.V.0];
        let one = InsertInto::<T, _, _>::new(DefaultValues {}, Absent);
        let mut transaction = Transaction::nested(link)?;
        let done = transaction.link().execute_each(&one, &EachRow::<_, _, B::Dialect>::new(&rows, &Absent))?;
        transaction.commit().map(|()| done)
    }
}

/// Whether all rows of a type have the same text.
const fn is_one_text<B: Backend, R: Sql<B::Dialect>>() -> bool {
    R::TOK.is_static()
}

/// The rows in parts, each of which has one text.
fn rows_of_one_text<B: Backend, R: Sql<B::Dialect>>(rows: &[R]) -> std::slice::Chunks<'_, R> {
    rows.chunks(if is_one_text::<B, R>() { rows.len().max(1) } else { 1 })
}

/// How many of these rows go into one statement, which has an end with values of its own.
fn rows_of_one_statement<B: Backend, R, K>(link: &Link<B>, rows: &[R], end: &K) -> usize
where
    R: Sql<B::Dialect>,
    K: Sql<B::Dialect>,
{
    let mut writer = Writer::new(link.style());
    let mut binds = |piece: &mut dyn FnMut(&mut Writer)| {
        let before = writer.binds();
        piece(&mut writer);
        writer.binds() - before
    };
    let of_end = binds(&mut |w| end.render(w));
    // One tells of all, or the one with the most values counts.
    let told = if is_one_text::<B, R>() { 1 } else { rows.len() };
    let of_row = rows.iter().take(told).map(|row| binds(&mut |w| row.render(w))).max().unwrap_or(0);
    (B::MAX_BINDS.saturating_sub(of_end) / of_row.max(1)).clamp(1, ROWS_PER_STATEMENT)
}

/// A connection or a transaction that an INSERT of many rows can be run on, giving them back.
pub trait ReturnsBatch<Q>: Executor {
    /// One of the rows that come back.
    type Row;
    #[doc(hidden)]
    fn all_of(&mut self, query: &Q) -> Result<Vec<Self::Row>>;
}

impl<T, V, K, P: SelectList> ReturningBatch<T, V, K, P> {
    /// Inserts the rows, in as few statements as the backend can, in one transaction; gives what comes back of each, in
    /// the order of the values.
    ///
    /// # Errors
    /// `Constraint` if one is broken, `Encode` for a value that cannot be stored, `Decode`, `Statement`,
    /// `ConnectionLost`, ..; then none of the rows is there.
    pub fn all<E: ReturnsBatch<Self, Row = P::Row>>(&self, on: &mut E) -> Result<Vec<P::Row>> {
        on.all_of(self)
    }
}

impl<E, T, N, R, K, P> ReturnsBatch<ReturningBatch<T, Batch<N, R>, K, P>> for E
where
    E: Executor,
    T: BaseTable,
    N: Sql<DialectOf<E>>,
    R: Sql<DialectOf<E>>,
    Chain<K, ReturningList<P>>: Sql<DialectOf<E>>,
    P: SelectList,
{
    type Row = P::Row;
    fn all_of(&mut self, query: &ReturningBatch<T, Batch<N, R>, K, P>) -> Result<Vec<P::Row>> {
        let link = self.ready()?;
        let InsertSql { V: batch, K: end, .. } = &query.insert.sql;
        if batch.rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::with_capacity(batch.rows.len());
        if !<E::Backend>::MULTI_ROW_INSERT || batch.rows.len() == 1 {
            let one = |row| InsertInto::<T, _, _>::new(OneOf { names: &batch.names, row }, By(end));
            in_transaction(link, batch.rows.len(), |link| {
                rows_of_one_text::<E::Backend, R>(&batch.rows).try_for_each(|rows| {
                    link.query_each(&one(&rows[0]), &EachRow::<_, _, DialectOf<E>>::new(rows, end), |row| {
                        found.push(query.load(row)?);
                        Ok(())
                    })
                })
            })?;
            return Ok(found);
        }
        if let Some(way) = Listed::<T, R, _, E::Backend>::of(batch, end, link) {
            way.run(link, |link, sql, values| {
                link.query_text(sql, values, |_, row| {
                    found.push(query.load(row)?);
                    Ok(())
                })
            })?;
            return Ok(found);
        }
        let chunk = rows_of_one_statement::<E::Backend, R, _>(link, &batch.rows, end);
        let parts = batch
            .rows
            .chunks(chunk)
            .map(|rows| InsertInto::<T, _, _>::new(BatchSlice { names: &batch.names, rows }, By(end)));
        let parts: Vec<_> = parts.collect();
        in_transaction(link, parts.len(), |link| {
            parts.iter().try_for_each(|part| {
                link.query(part, |row| {
                    found.push(query.load(row)?);
                    Ok(true)
                })
            })
        })?;
        Ok(found)
    }
}

impl<E, T, K, P> ReturnsBatch<ReturningBatch<T, DefaultRows, K, P>> for E
where
    E: Executor,
    T: BaseTable,
    DefaultValues: Sql<DialectOf<E>>,
    Chain<K, ReturningList<P>>: Sql<DialectOf<E>>,
    P: SelectList,
{
    type Row = P::Row;
    fn all_of(&mut self, query: &ReturningBatch<T, DefaultRows, K, P>) -> Result<Vec<P::Row>> {
        let InsertSql { V: DefaultRows(count), K: end, .. } = &query.insert.sql;
        let rows = vec![DefaultValues {}; *count];
        let one = InsertInto::<T, _, _>::new(DefaultValues {}, By(end));
        let mut found = Vec::with_capacity(rows.len());
        in_transaction(self.ready()?, rows.len(), |link| {
            link.query_each(&one, &EachRow::<_, _, DialectOf<E>>::new(&rows, end), |row| {
                found.push(query.load(row)?);
                Ok(())
            })
        })?;
        Ok(found)
    }
}

/// Runs so many statements in a transaction, or a savepoint; one needs none.
pub(super) fn in_transaction<B: Backend, T>(
    link: &mut Link<B>,
    statements: usize,
    run: impl FnOnce(&mut Link<B>) -> Result<T>,
) -> Result<T> {
    if statements < 2 {
        return run(link);
    }
    let mut transaction = Transaction::nested(link)?;
    let value = run(transaction.link())?;
    transaction.commit().map(|()| value)
}

/// Rows of nothing but values, which PostgreSQL takes column by column: one text for any number of rows, and a value is
/// not a parameter of its own.
struct Listed<'b, T, R, K, B> {
    columns: Vec<usize>,
    rows: &'b [R],
    end: &'b K,
    on: PhantomData<fn() -> (T, B)>,
}

impl<'b, T: BaseTable, R: Sql<B::Dialect>, K: Sql<B::Dialect>, B: Backend> Listed<'b, T, R, K, B> {
    fn of<N: Sql<B::Dialect>>(batch: &'b Batch<N, R>, end: &'b K, link: &Link<B>) -> Option<Self> {
        let width = const { R::TOK.plain_values() }?;
        if link.style().kind != DialectKind::Postgres {
            return None;
        }
        let columns = columns_named::<T>(&N::TOK);
        (columns.len() == width).then_some(Self { columns, rows: &batch.rows, end, on: PhantomData })
    }

    /// Runs the statement for as many rows at a time as one statement takes.
    fn run(
        self,
        link: &mut Link<B>,
        run: impl FnOnce(&mut Link<B>, &str, &ManyValues<'_>) -> Result<()>,
    ) -> Result<()> {
        link.wrote = true;
        let mut text = insert_unnest(T::META, link.style(), &self.columns);
        self.end.render(&mut text.w);
        let sql = text.w.finish();
        let mut of_end = Capture { dialect: link.style().kind, taken: Vec::new() };
        self.end.bind(&mut of_end)?;
        let parts = self.rows.chunks(LISTED_PER_STATEMENT);
        let width = self.columns.len();
        let lists = parts.flat_map(|rows| (0..width).map(move |at| Picked::<R, B::Dialect>::new(rows, at)));
        let lists: Vec<_> = lists.collect();
        let mut params = Vec::new();
        for of_part in lists.chunks(width) {
            let listed = of_part.iter().zip(&self.columns);
            params.extend(listed.map(|(list, &at)| array(&T::META.columns[at], list)));
            params.extend(of_end.taken.iter().map(Param::Ref));
        }
        let values = ManyValues(&params, width + of_end.taken.len());
        in_transaction(link, values.count(), |link| run(link, &sql, &values))
    }
}

/// A piece of SQL by reference.
struct By<'a, S>(&'a S);
impl<D: Dialect, S: Sql<D>> Sql<D> for By<'_, S> {
    const TOK: Tok = S::TOK;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// The values of rows of one text, each with those of the statement's end behind them.
struct EachRow<'b, R, K, D> {
    rows: &'b [R],
    end: &'b K,
    dialect: PhantomData<fn() -> D>,
}
impl<'b, R, K, D> EachRow<'b, R, K, D> {
    fn new(rows: &'b [R], end: &'b K) -> Self {
        Self { rows, end, dialect: PhantomData }
    }
}
impl<R: Sql<D>, K: Sql<D>, D: Dialect> EachParams for EachRow<'_, R, K, D> {
    type One<'c>
        = RowThenEnd<'c, R, K, D>
    where
        Self: 'c;

    fn count(&self) -> usize {
        self.rows.len()
    }

    #[inline]
    fn params(&self, run: usize) -> RowThenEnd<'_, R, K, D> {
        RowThenEnd(&self.rows[run], self.end, PhantomData)
    }
}

struct RowThenEnd<'c, R, K, D>(&'c R, &'c K, PhantomData<fn() -> D>);
impl<R, K, D> Clone for RowThenEnd<'_, R, K, D> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R, K, D> Copy for RowThenEnd<'_, R, K, D> {}
impl<'c, R: Sql<D>, K: Sql<D>, D: Dialect> Params<'c> for RowThenEnd<'c, R, K, D> {
    #[inline]
    fn bind<B: Binder<'c> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)?;
        self.1.bind(binder)
    }
}

/// One row of a batch, whose text is constant.
struct OneOf<'b, N, R> {
    names: &'b N,
    row: &'b R,
}
impl<D: Dialect, N: Sql<D>, R: Sql<D>> Sql<D> for OneOf<'_, N, R> {
    const TOK: Tok = Tok::Seq(&[Tok::Lit(" ("), N::TOK, Tok::Lit(") VALUES ("), R::TOK, Tok::Lit(")")]);
    fn render(&self, w: &mut Writer) {
        w.lit(" (");
        self.names.render(w);
        w.lit(") VALUES (");
        self.row.render(w);
        w.lit(")");
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.row.bind(binder)
    }
}
