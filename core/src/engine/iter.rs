//! The rows of a query, one after the other.

use super::{
    Backend, Executor, Rows,
    link::{Bound, Observers, Watch, tell},
};
use crate::{Error, Result, query::Query, sql::Sql};
use std::time::Instant;

/// The rows of a query, read as they come. From [`Fetch::iter`](super::Fetch::iter).
pub struct Iter<'c, B: Backend, Q> {
    rows: B::Rows<'c>,
    link: Watch<'c>,
    query: &'c Q,
    done: bool,
    count: u64,
    constant: Option<&'static str>,
    rendered: String,
    observers: Option<(Observers, Instant)>,
    /// What went wrong, to tell the observers.
    error: Option<Error>,
}

impl<'c, B: Backend, Q: Query + Sql<B::Dialect>> Iter<'c, B, Q> {
    pub(super) fn start<E: Executor<Backend = B>>(query: &'c Q, on: &'c mut E) -> Result<Self> {
        let link = on.ready()?;
        link.touched |= query.may_begin();
        let (constant, rendered) = link.text(query);
        let observers = link.observers();
        let observers = (!observers.is_empty()).then(|| (observers, Instant::now()));
        let (rows, link) = link.stream(constant, &rendered, &Bound::<Q, B::Dialect>::new(query))?;
        Ok(Self { rows, link, query, done: false, count: 0, constant, rendered, observers, error: None })
    }
}

impl<B: Backend, Q: Query> Iterator for Iter<'_, B, Q> {
    type Item = Result<Q::Row>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = match self.rows.next() {
            Ok(Some(row)) => self.query.load(&row),
            Ok(None) => {
                self.done = true;
                return None;
            }
            Err(error) => Err(self.link.failed(error)),
        };
        Some(match row {
            Ok(row) => {
                self.count += 1;
                Ok(row)
            }
            Err(error) => Err(self.failed(error)),
        })
    }
}

impl<B: Backend, Q> Iter<'_, B, Q> {
    #[cold]
    fn failed(&mut self, error: Error) -> Error {
        self.done = true;
        let error = error.with_sql(self.constant.unwrap_or(&self.rendered));
        self.error = self.observers.is_some().then(|| error.repeated());
        error
    }
}

impl<B: Backend, Q> Drop for Iter<'_, B, Q> {
    fn drop(&mut self) {
        if let Some((observers, start)) = self.observers.take() {
            let result = self.error.as_ref().map_or(Ok(self.count), Err);
            tell(&observers, Some(start), self.constant.unwrap_or(&self.rendered), result);
        }
    }
}
