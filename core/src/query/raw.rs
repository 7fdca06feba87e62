//! A whole statement as written.

use super::{Query, Statement, Writes};
use crate::{
    Result,
    expr::{RawValues, Then, render_raw},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Encode, Load, Row},
};
use std::marker::PhantomData;

/// A statement as written, whose rows are `R`. Made by [`sql`].
#[derive(Debug)]
#[must_use = "a statement is not run by itself: say `.all(&mut connection)`, or `.execute(..)`"]
pub struct RawQuery<R, V> {
    sql: &'static str,
    values: V,
    row: PhantomData<fn() -> R>,
}

/// A statement as written: `sql::<(i64, String)>("SELECT id, name FROM users WHERE id = ?").bind(1)`.
///
/// The text is part of the program: a `String` does not fit, so that no input can become SQL. Each `?` takes a value, on
/// every backend. The row type is checked when rows are read.
pub fn sql<R>(sql: &'static str) -> RawQuery<R, ()> {
    RawQuery { sql, values: (), row: PhantomData }
}

impl<R, V> RawQuery<R, V> {
    /// The value of the next `?`.
    pub fn bind<W: Encode>(self, value: W) -> RawQuery<R, Then<V, W>> {
        RawQuery { sql: self.sql, values: Then::new(self.values, value), row: PhantomData }
    }
}

impl<R: Load, V> Query for RawQuery<R, V> {
    type Row = R;
    fn may_write(&self) -> bool {
        true
    }
    fn load<S: Row + ?Sized>(&self, row: &S) -> Result<R> {
        if row.width() != R::WIDTH {
            return Err(crate::Error::new(
                crate::ErrorKind::Decode,
                format!("the statement gives {} columns, its row type has {}", row.width(), R::WIDTH),
            ));
        }
        R::load(row, 0)
    }
}
#[diagnostic::do_not_recommend]
impl<V> Statement for RawQuery<(), V> {}
impl<V> Writes for RawQuery<(), V> {}
impl<D: Dialect, R, V: RawValues> Sql<D> for RawQuery<R, V> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        render_raw(self.sql, w);
    }
    /// Not what begins with one of these words, as most do: a connection that may be in a transaction costs a ROLLBACK.
    fn may_begin(&self) -> bool {
        let words = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES"];
        let first = self.sql.split_whitespace().next().unwrap_or_default();
        !words.iter().any(|word| first.eq_ignore_ascii_case(word))
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.values.bind(binder)
    }
}
