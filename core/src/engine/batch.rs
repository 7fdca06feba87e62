//! An INSERT of many rows: as few statements as the backend can, in one transaction.

use super::{Backend, Done, Execute, Link, Transaction};
use crate::{
    Result,
    query::{Absent, Batch, BatchSlice, DefaultRows, DefaultValues, InsertInto},
    schema::Table,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

/// The most rows of one statement of a batch.
const ROWS_PER_STATEMENT: usize = 1000;

#[diagnostic::do_not_recommend]
impl<T, N, R, K, B> Execute<B> for InsertInto<T, Batch<N, R>, K>
where
    T: Table,
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
        if !B::MULTI_ROW_INSERT {
            let rows: Vec<_> = batch.rows.iter().map(one).collect();
            let mut transaction = Transaction::nested(link)?;
            let done = transaction.link().execute_each(&rows)?;
            return transaction.commit().map(|()| done);
        }
        let mut writer = Writer::new(link.style());
        row.render(&mut writer);
        let chunk = (B::MAX_BINDS / writer.binds().max(1)).clamp(1, ROWS_PER_STATEMENT);
        let part = |rows| InsertInto::<T, _, _>::new(BatchSlice { names: &batch.names, rows }, By(&self.sql.K));
        if batch.rows.len() <= chunk {
            return link.execute(&part(&batch.rows));
        }
        let mut transaction = Transaction::nested(link)?;
        let mut done = Done::default();
        for rows in batch.rows.chunks(chunk) {
            let part = transaction.link().execute(&part(rows))?;
            done.affected += part.affected;
            done.last_insert_id = part.last_insert_id;
        }
        transaction.commit()?;
        Ok(done)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Table, B: Backend> Execute<B> for InsertInto<T, DefaultRows>
where
    DefaultValues: Sql<B::Dialect>,
{
    fn run(&self, link: &mut Link<B>) -> Result<Done> {
        let rows: Vec<_> = (0..self.sql.V.0).map(|_| InsertInto::<T, _, _>::new(DefaultValues {}, Absent)).collect();
        let mut transaction = Transaction::nested(link)?;
        let done = transaction.link().execute_each(&rows)?;
        transaction.commit().map(|()| done)
    }
}

/// A piece of SQL by reference.
struct By<'a, S>(&'a S);
impl<D: Dialect, S: Sql<D>> Sql<D> for By<'_, S> {
    const TOK: Tok = S::TOK;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
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
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.row.bind(binder)
    }
}
