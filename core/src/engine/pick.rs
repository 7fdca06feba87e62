//! One column of rows of values, as a list: the rows are bound for each column anew, and copied nowhere.

use crate::{
    Result,
    sql::{Binder, Decimal, Dialect, DialectKind, Ends, Interval, List, Sql, SqlType},
};
use std::{borrow::Cow, marker::PhantomData};

/// The values of the column at a position.
pub(super) struct Picked<'r, R, D> {
    rows: &'r [R],
    at: usize,
    dialect: PhantomData<fn() -> D>,
}

impl<'r, R, D> Picked<'r, R, D> {
    pub(super) fn new(rows: &'r [R], at: usize) -> Self {
        Self { rows, at, dialect: PhantomData }
    }
}

impl<R: Sql<D>, D: Dialect> List for Picked<'_, R, D> {
    fn len(&self) -> usize {
        self.rows.len()
    }
    fn encode<'b>(&'b self, i: usize, binder: &mut dyn Binder<'b>) -> Result<()> {
        self.rows[i].bind(&mut Pick { to: binder, before: Some(self.at) })
    }
}

/// Passes on one of the values of a row.
struct Pick<'p, 'b> {
    to: &'p mut dyn Binder<'b>,
    /// How many come before it; `None` when it was there.
    before: Option<usize>,
}

impl Pick<'_, '_> {
    #[inline]
    fn is_here(&mut self) -> bool {
        let before = self.before;
        self.before = before.and_then(|before| before.checked_sub(1));
        before == Some(0)
    }
}

/// One line per kind of value.
macro_rules! pick {
    ($($name:ident($($v:ident: $ty:ty),+);)*) => { $(
        #[inline]
        fn $name(&mut self, $($v: $ty),+) -> Result<()> {
            if self.is_here() { self.to.$name($($v),+) } else { Ok(()) }
        }
    )* };
}
impl<'b> Binder<'b> for Pick<'_, 'b> {
    fn dialect(&self) -> DialectKind {
        self.to.dialect()
    }
    pick! {
        null(ty: SqlType);
        bool(v: bool);
        i16(v: i16);
        i32(v: i32);
        i64(v: i64);
        f32(v: f32);
        f64(v: f64);
        text(v: Cow<'b, str>);
        bytes(v: &'b [u8]);
        uuid(v: [u8; 16]);
        date(days: i32);
        time(micros: i64);
        timestamp(micros: i64);
        timestamptz(micros: i64);
        decimal(v: Decimal);
        json(v: Cow<'b, str>);
        interval(v: Interval);
        list(ty: SqlType, values: &'b dyn List);
        range(ty: SqlType, ends: Ends, values: &'b dyn List);
    }
}
