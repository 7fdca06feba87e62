//! UPDATE of many rows by their keys: as few statements as the backend can, in one transaction.

use super::{
    Backend, Done, EachParams, Execute, Link, Param, Params, Values,
    batch::{ROWS_PER_STATEMENT, in_transaction},
    list::{Column, columns_of},
    text,
};
use crate::{
    Result,
    query::{KeyOf, UpdateByKey},
    schema::{BaseTable, KeyValue},
    sql::{Dialect, DialectKind, Sql},
    value::{Binder, Capture, Datum},
};
use hashbrown::HashSet;
use std::marker::PhantomData;

#[diagnostic::do_not_recommend]
impl<T: BaseTable, A: Sql<B::Dialect>, B: Backend> Execute<B> for UpdateByKey<T, A> {
    fn run(&self, link: &mut Link<B>) -> Result<Done> {
        link.wrote = true;
        let mut done = Done::default();
        let dialect = link.style().kind;
        if self.rows.len() > 1 && (dialect == DialectKind::Postgres || dialect.is_mysql()) {
            together(self, link, &mut done)?;
        } else {
            let sql = text::update(T::META, link.style(), &self.columns, &key_of::<T>(), None);
            in_transaction(link, self.rows.len(), |link| {
                link.execute_text(&sql, &EachOne::<T, A, B::Dialect>(&self.rows, PhantomData), |one| done.add(one))
            })?;
        }
        Ok(done)
    }
}

/// The positions of the columns of the key.
fn key_of<T: BaseTable>() -> Vec<usize> {
    let columns = T::META.columns.iter().enumerate();
    columns.filter(|(_, column)| column.primary_key).map(|(at, _)| at).collect()
}

/// What is set of one row, then its key.
struct OneRow<'r, T: BaseTable, A, D>(&'r (KeyOf<T>, A), PhantomData<fn() -> D>);
impl<'r, T: BaseTable, A, D> OneRow<'r, T, A, D> {
    fn new(row: &'r (KeyOf<T>, A)) -> Self {
        Self(row, PhantomData)
    }
}
impl<T: BaseTable, A, D> Clone for OneRow<'_, T, A, D> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: BaseTable, A, D> Copy for OneRow<'_, T, A, D> {}
impl<'r, T: BaseTable, A: Sql<D>, D: Dialect> Params<'r> for OneRow<'r, T, A, D> {
    #[inline]
    fn bind<B: Binder<'r> + ?Sized>(self, binder: &mut B) -> Result<()> {
        let (key, set) = self.0;
        set.bind(binder)?;
        key.bind(binder)
    }
}

/// Each of the rows.
struct EachOne<'r, T: BaseTable, A, D>(&'r [(KeyOf<T>, A)], PhantomData<fn() -> D>);
impl<T: BaseTable, A: Sql<D>, D: Dialect> EachParams for EachOne<'_, T, A, D> {
    type One<'c>
        = OneRow<'c, T, A, D>
    where
        Self: 'c;

    fn count(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn params(&self, run: usize) -> OneRow<'_, T, A, D> {
        OneRow::new(&self.0[run])
    }
}

/// Updates many rows by one statement: the values go column by column on PostgreSQL, row by row on MySQL and MariaDB.
///
/// It would take any of the values for a key that is there twice, so a key that comes again begins another.
fn together<T: BaseTable, A: Sql<B::Dialect>, B: Backend>(
    update: &UpdateByKey<T, A>,
    link: &mut Link<B>,
    done: &mut Done,
) -> Result<()> {
    let (key, style) = (key_of::<T>(), link.style());
    let all = [&update.columns[..], &key].concat();
    let mut values = Capture { dialect: style.kind, taken: Vec::with_capacity(update.rows.len() * all.len()) };
    for row in &update.rows {
        OneRow::<T, A, B::Dialect>::new(row).bind(&mut values)?;
    }
    let rows: Vec<&[Datum]> = values.taken.chunks(all.len()).collect();
    let most = (B::MAX_BINDS / all.len()).clamp(1, ROWS_PER_STATEMENT);
    let parts = parts(&rows, update.columns.len(), most);
    // Where the rows are joined instead, the text is another for each number of them.
    let unnest =
        (!style.kind.is_mysql()).then(|| text::update_unnest(T::META, style, &update.columns, &key, None).w.finish());
    in_transaction(link, parts.len(), |link| {
        parts.iter().try_for_each(|rows| {
            let mut params: Vec<Param<'_>> = rows.iter().flat_map(|row| row.iter().map(Param::Ref)).collect();
            let Some(unnest) = &unnest else {
                let rows = text::pad(&mut params, all.len(), most);
                let sql = text::update_joined(T::META, style, &update.columns, &key, None, rows);
                return link.execute_text(&sql, &Values(&params), |one| done.add(one));
            };
            let lists = columns_of(&params, T::META, &all, rows.len());
            let listed: Vec<Param<'_>> = lists.iter().map(Column::param).collect();
            link.execute_text(unnest, &Values(&listed), |one| done.add(one))
        })
    })
}

/// The rows in parts of so many at most, in which every key is once; the key comes after so many values.
fn parts<'r, 'd>(rows: &'r [&'d [Datum]], after: usize, most: usize) -> Vec<&'r [&'d [Datum]]> {
    let (mut parts, mut begin, mut seen) = (Vec::new(), 0, HashSet::new());
    for (at, row) in rows.iter().enumerate() {
        if at - begin == most || seen.contains(&row[after..]) {
            parts.push(&rows[begin..at]);
            begin = at;
            seen.clear();
        }
        seen.insert(&row[after..]);
    }
    parts.push(&rows[begin..]);
    parts
}
