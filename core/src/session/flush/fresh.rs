//! The values of new rows, on their way into an INSERT.

use crate::{
    Result,
    engine::{EachParams, Params},
    session::rows::AnyRows,
    sql::{Binder, List},
    value::{Datum, Encode},
};
use std::ops::Range;

/// New rows that are given the same columns: each binds its own values, straight out of the row.
pub(super) struct Fresh<'s> {
    pub(super) rows: &'s dyn AnyRows,
    pub(super) slots: Vec<u32>,
    pub(super) columns: &'s [usize],
    /// Which of the columns are not in the rows, by their positions among them.
    pub(super) apart: Vec<usize>,
    /// The values of those, row by row.
    pub(super) values: Vec<Datum>,
}

impl Fresh<'_> {
    /// The rows, each by itself.
    fn each(&self) -> impl Iterator<Item = One<'_>> {
        (0..self.slots.len()).map(|at| One(self, at))
    }

    /// The columns, each of so many rows; then those of the next ones.
    pub(super) fn lists(&self, rows: usize) -> impl Iterator<Item = Column<'_>> {
        let apart = |position| self.apart.iter().position(|&other| other == position);
        (0..self.slots.len()).step_by(rows).flat_map(move |from| {
            let rows = from..self.slots.len().min(from + rows);
            (0..self.columns.len()).map(move |position| {
                let rows = rows.clone();
                Column { of: self, rows, position, apart: apart(position) }
            })
        })
    }
}

/// The values of one row.
#[derive(Clone, Copy)]
pub(super) struct One<'f>(&'f Fresh<'f>, usize);
impl<'f> Params<'f> for One<'f> {
    #[inline]
    fn bind<B: Binder<'f> + ?Sized>(self, mut binder: &mut B) -> Result<()> {
        let Self(Fresh { rows, slots, columns, apart, values }, at) = self;
        let slot = slots[at];
        if apart.is_empty() && !columns.is_empty() {
            return rows.bind(slot, columns, &mut binder);
        }
        let mut bound = 0;
        for (&position, value) in apart.iter().zip(values.iter().skip(at * apart.len())) {
            if bound < position {
                rows.bind(slot, &columns[bound..position], &mut binder)?;
            }
            value.encode(binder)?;
            bound = position + 1;
        }
        if bound < columns.len() { rows.bind(slot, &columns[bound..], &mut binder) } else { Ok(()) }
    }
}
impl EachParams for Fresh<'_> {
    type One<'f>
        = One<'f>
    where
        Self: 'f;

    fn count(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    fn params(&self, run: usize) -> One<'_> {
        One(self, run)
    }
}

/// The values of all rows, one row after the other, for one run.
#[derive(Clone, Copy)]
pub(super) struct All<'f>(pub(super) &'f Fresh<'f>);
impl<'f> Params<'f> for All<'f> {
    fn bind<B: Binder<'f> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.each().try_for_each(|row| row.bind(binder))
    }
}
impl EachParams for All<'_> {
    type One<'f>
        = All<'f>
    where
        Self: 'f;

    fn count(&self) -> usize {
        1
    }

    fn params(&self, _: usize) -> All<'_> {
        *self
    }
}

/// The values of one column, of some rows.
pub(super) struct Column<'f> {
    of: &'f Fresh<'f>,
    rows: Range<usize>,
    position: usize,
    /// Where it is among the columns that are not in the rows, if it is.
    apart: Option<usize>,
}
impl List for Column<'_> {
    fn len(&self) -> usize {
        self.rows.len()
    }
    fn encode<'v>(&'v self, i: usize, mut binder: &mut dyn Binder<'v>) -> Result<()> {
        let i = self.rows.start + i;
        let Fresh { rows, slots, columns, apart, values } = self.of;
        match self.apart {
            Some(at) => values[i * apart.len() + at].encode(&mut binder),
            None => rows.bind(slots[i], &columns[self.position..=self.position], binder),
        }
    }
}
