//! What a new row is given for its columns, until it is written.

use super::{Entity, handle::position};
use crate::{
    Error, Result,
    expr::{Expr, Given, RowRef},
    query::{Assignments, Draft, NoScope, Set},
    schema::{BaseTable, Column, Table},
    sql::{Binder, Dialect, DialectKind, Sql, Style, Writer},
    value::{Capture, Datum},
};
use std::marker::PhantomData;

/// What is given for a column.
pub(super) enum Cell {
    /// A value.
    Value(Datum),
    /// A column of another row.
    Key(Target),
    /// Something that the database computes.
    Sql(Box<Piece>),
    /// What could not be taken; told by the flush.
    Refused(Box<Error>),
}

impl Cell {
    /// What is left where something was taken out.
    pub(super) const fn nothing() -> Self {
        Cell::Value(Datum::Null(crate::sql::SqlType::Bool))
    }
}

/// A column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) store: usize,
    pub(super) slot: u32,
    pub(super) column: usize,
}

/// A piece of SQL: its text between the placeholders, and their values.
pub(super) struct Piece {
    pub(super) text: String,
    /// Where in the text the placeholders are.
    pub(super) placeholders: Vec<usize>,
    pub(super) values: Vec<Datum>,
}

/// Takes what is given for the columns of one row.
#[doc(hidden)]
pub struct Giving<'s> {
    /// Finds a row of the session.
    pub(super) find: &'s dyn Fn(RowRef) -> Result<Target>,
    pub(super) style: Style,
    /// Whether the row is added, so that nothing is given for it yet.
    pub(super) adds: bool,
    pub(super) cells: &'s mut Cells,
}

/// What is given for one row: columns by their positions, and a cell for each.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) columns: Vec<u16>,
    pub(super) cells: Vec<Cell>,
}

impl Cells {
    #[inline]
    pub(super) fn push(&mut self, column: u16, cell: Cell) {
        self.columns.push(column);
        self.cells.push(cell);
    }

    pub(super) fn clear(&mut self) {
        self.columns.clear();
        self.cells.clear();
    }

    /// Puts the columns in order. Of a column that is given twice, as two foreign keys may share one, the last counts.
    #[inline]
    pub(super) fn sort(&mut self) {
        if !self.columns.is_sorted_by(|a, b| a < b) {
            let mut pairs: Vec<(u16, Cell)> = self.drain().collect();
            pairs.reverse();
            pairs.sort_by_key(|(column, _)| *column);
            pairs.dedup_by_key(|(column, _)| *column);
            pairs.into_iter().for_each(|(column, cell)| self.push(column, cell));
        }
    }

    pub(super) fn drain(&mut self) -> impl Iterator<Item = (u16, Cell)> {
        std::mem::take(&mut self.columns).into_iter().zip(std::mem::take(&mut self.cells))
    }
}

impl Giving<'_> {
    #[inline]
    pub(super) fn give(&mut self, column: usize, cell: Cell) {
        self.cells.push(column as u16, cell);
    }

    pub(super) fn key(&self, row: RowRef) -> Cell {
        match (self.find)(row) {
            Ok(target) => Cell::Key(target),
            Err(error) => Cell::Refused(Box::new(error)),
        }
    }
}

/// A row that a session can add: a `new!(..)`, or a row struct with all its values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row that a session can add",
    label = "a `new!(..)` or a row struct is needed",
    note = "write it as `session.add(new!(..))`"
)]
pub trait NewRow<D: Dialect, I> {
    /// The row it becomes.
    type Row;
    #[doc(hidden)]
    fn give(self, to: &mut Giving<'_>);
}
/// Index: a `new!(..)` that gives something.
#[doc(hidden)]
pub struct ByDraft<I>(PhantomData<I>);
impl<D, T, A, I> NewRow<D, ByDraft<I>> for Draft<T, A>
where
    D: Dialect,
    T: BaseTable,
    A: Assignments<T, NoScope, I> + Gives<D>,
{
    type Row = T::Row;
    #[inline]
    fn give(self, to: &mut Giving<'_>) {
        self.assignments.give(to);
    }
}
/// Index: a `new!(..)` that gives nothing.
#[doc(hidden)]
pub struct ByDefaults;
#[diagnostic::do_not_recommend]
impl<D: Dialect, T: BaseTable> NewRow<D, ByDefaults> for Draft<T, ()> {
    type Row = T::Row;
    fn give(self, _: &mut Giving<'_>) {}
}
/// Index: a row struct.
#[doc(hidden)]
pub struct ByStruct;
#[diagnostic::do_not_recommend]
impl<D: Dialect, R: Entity> NewRow<D, ByStruct> for R {
    type Row = R;
    fn give(self, to: &mut Giving<'_>) {
        for (at, column) in <R::Table as Table>::COLUMNS.iter().enumerate() {
            if column.generated.is_some() {
                continue;
            }
            let cell = match column_of(&self, at, to.style.kind) {
                Ok(datum) => Cell::Value(datum),
                Err(error) => Cell::Refused(Box::new(error)),
            };
            to.give(at, cell);
        }
    }
}

/// The value of a column of a row.
#[inline]
pub(super) fn column_of<R: Entity>(row: &R, at: usize, dialect: DialectKind) -> Result<Datum> {
    Datum::of(&ColumnOf(row, at), dialect)
}
struct ColumnOf<'r, R>(&'r R, usize);
impl<R: Entity> crate::value::Encode for ColumnOf<'_, R> {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind_column(self.1, binder)
    }
}

/// Assignments that a session can keep, in dialect `D`.
pub trait Gives<D: Dialect> {
    #[doc(hidden)]
    fn give(self, to: &mut Giving<'_>);
}
#[diagnostic::do_not_recommend]
impl<D: Dialect, C: Column, E: Expr + Sql<D>> Gives<D> for Set<C, E> {
    #[inline]
    fn give(self, to: &mut Giving<'_>) {
        let cell = match self.value.into_given(to.style.kind) {
            Given::Value(Ok(datum)) => Cell::Value(datum),
            Given::Value(Err(error)) => Cell::Refused(Box::new(error.context(format_args!(
                "column `{}` of `{}`",
                C::NAME,
                <C::Table as Table>::NAME
            )))),
            Given::Key(row) => to.key(row),
            // A new row is not given it; one that has a value already is.
            Given::Default(_) if to.adds => return,
            Given::Sql(expression) | Given::Default(expression) => piece::<D, E>(&expression, to.style),
        };
        to.give(const { position::<C>() }, cell);
    }
}
impl<D: Dialect> Gives<D> for () {
    fn give(self, _: &mut Giving<'_>) {}
}
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Di: Dialect, $($a: Gives<Di>),+> Gives<Di> for ($($a,)+) {
            #[inline]
            fn give(self, to: &mut Giving<'_>) {
                $(self.$n.give(to);)+
            }
        }
    )* };
}
crate::for_tuples!(tuples);

fn piece<D: Dialect, E: Sql<D>>(expression: &E, style: Style) -> Cell {
    let mut writer = Writer::marking(style);
    expression.render(&mut writer);
    let (text, placeholders) = writer.finish_marked();
    let mut values = Capture { dialect: style.kind, taken: Vec::new() };
    match expression.bind(&mut values) {
        Ok(()) => Cell::Sql(Box::new(Piece { text, placeholders, values: values.taken })),
        Err(error) => Cell::Refused(Box::new(error)),
    }
}
