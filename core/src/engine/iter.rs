//! The rows of a query, one after the other.

use super::{
    Backend, Executor, Rows,
    link::{Bound, Observers, tell},
};
use crate::{Result, query::Query, sql::Sql};
use std::{borrow::Cow, time::Instant};

/// The rows of a query, read as they come. From [`Fetch::iter`](super::Fetch::iter).
pub struct Iter<'c, B: Backend, Q> {
    rows: B::Rows<'c>,
    query: &'c Q,
    done: bool,
    count: u64,
    watch: Option<(Observers, Instant, Cow<'static, str>)>,
}

impl<'c, B: Backend, Q: Query + Sql<B::Dialect>> Iter<'c, B, Q> {
    pub(super) fn start<E: Executor<Backend = B>>(query: &'c Q, on: &'c mut E) -> Result<Self> {
        let link = on.ready()?;
        link.touched |= query.may_begin();
        let (constant, rendered) = link.text(query);
        let observers = link.observers();
        let watch = (!observers.is_empty())
            .then(|| (observers, Instant::now(), constant.map_or_else(|| rendered.clone().into(), Cow::Borrowed)));
        let rows = link.stream(constant, &rendered, Bound::<Q, B::Dialect>::new(query))?;
        Ok(Self { rows, query, done: false, count: 0, watch })
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
            Err(error) => Err(error),
        };
        self.done = row.is_err();
        self.count += 1;
        Some(row)
    }
}

impl<B: Backend, Q> Drop for Iter<'_, B, Q> {
    fn drop(&mut self) {
        if let Some((observers, start, sql)) = self.watch.take() {
            tell(&observers, Some(start), &sql, Ok(self.count));
        }
    }
}
