//! What a row is given: a new one all that is known of it, another one what is assigned to it.

use super::{
    Entity,
    cell::{Cell, Cells, Piece, Target},
    columns::Columns,
    field,
    handle::position,
};
use crate::{
    Result,
    expr::{Expr, Given, RowRef},
    query::{Assignments, Draft, NoScope, Set},
    schema::{BaseTable, Column, Table},
    sql::{Dialect, Sql, Style, Writer},
    value::{Capture, Datum},
};
use std::marker::PhantomData;

/// Takes what is given for the columns of one row `T`.
#[doc(hidden)]
pub struct Giving<'s, T> {
    /// Finds a row of the session.
    find: &'s dyn Fn(RowRef) -> Result<Target>,
    style: Style,
    /// Whether the row is added, so that nothing is given for it yet.
    adds: bool,
    /// The row that is added, if it can be made already: values go into it.
    row: Option<T>,
    /// The columns that are given something.
    given: Columns,
    /// What is not in the row.
    cells: &'s mut Cells,
}

impl<'s, T: Entity> Giving<'s, T> {
    /// Takes what is assigned to a row.
    pub(super) fn assigned(find: &'s dyn Fn(RowRef) -> Result<Target>, style: Style, cells: &'s mut Cells) -> Self {
        Self { find, style, adds: false, row: None, given: Columns::default(), cells }
    }

    /// Takes what a new row is given, which is made from a blank one.
    #[inline]
    pub(super) fn added(
        blank: Option<T>,
        find: &'s dyn Fn(RowRef) -> Result<Target>,
        style: Style,
        cells: &'s mut Cells,
    ) -> Self {
        Self { find, style, adds: true, row: blank, given: Columns::default(), cells }
    }

    /// The new row and the columns that it was given.
    #[inline]
    pub(super) fn end(self) -> (Option<T>, Columns) {
        (self.row, self.given)
    }

    #[inline(always)] // so that nothing is left of the value between
    pub(super) fn value(&mut self, column: usize, value: Result<Datum>) {
        self.given.insert(column);
        let put = match (value, &mut self.row) {
            (Ok(value), Some(row)) => field::put_known(row, column, value),
            (Ok(value), None) => return self.keep(column, Cell::Value(value)),
            (Err(error), _) => Err(error),
        };
        match put {
            Ok(()) if self.cells.is_empty() => {}
            // Of what is given twice, the last counts.
            Ok(()) => self.cells.remove(column),
            Err(error) => self.keep(column, Cell::Refused(Box::new(error))),
        }
    }

    pub(super) fn key(&mut self, column: usize, row: RowRef) {
        let cell = match (self.find)(row) {
            Ok(target) => Cell::Key(target),
            Err(error) => Cell::Refused(Box::new(error)),
        };
        self.cell(column, cell);
    }

    fn cell(&mut self, column: usize, cell: Cell) {
        self.given.insert(column);
        self.keep(column, cell);
    }

    /// Keeps what is not in the row. It stands apart, so that what a program gives becomes little code.
    #[inline(never)]
    fn keep(&mut self, column: usize, cell: Cell) {
        self.cells.push(column as u16, cell);
    }

    /// All at once.
    fn whole(&mut self, row: T) {
        for (at, column) in <T::Table as Table>::COLUMNS.iter().enumerate() {
            if column.generated.is_some() {
                continue;
            }
            self.given.insert(at);
            if let Err(error) = field::check(&row, at, self.style.kind) {
                self.cells.push(at as u16, Cell::Refused(Box::new(error)));
            }
        }
        self.row = Some(row);
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
    fn give(self, to: &mut Giving<'_, Self::Row>)
    where
        Self::Row: Entity;
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
    fn give(self, to: &mut Giving<'_, T::Row>)
    where
        T::Row: Entity,
    {
        self.assignments.give(to);
    }
}
/// Index: a `new!(..)` that gives nothing.
#[doc(hidden)]
pub struct ByDefaults;
#[diagnostic::do_not_recommend]
impl<D: Dialect, T: BaseTable> NewRow<D, ByDefaults> for Draft<T, ()> {
    type Row = T::Row;
    fn give(self, _: &mut Giving<'_, T::Row>)
    where
        T::Row: Entity,
    {
    }
}
/// Index: a row struct.
#[doc(hidden)]
pub struct ByStruct;
#[diagnostic::do_not_recommend]
impl<D: Dialect, R: Entity> NewRow<D, ByStruct> for R {
    type Row = R;
    fn give(self, to: &mut Giving<'_, R>) {
        to.whole(self);
    }
}

/// Assignments that a session can keep, in dialect `D`.
pub trait Gives<D: Dialect> {
    #[doc(hidden)]
    fn give<T: Entity>(self, to: &mut Giving<'_, T>);
}
#[diagnostic::do_not_recommend]
impl<D: Dialect, C: Column, E: Expr + Sql<D>> Gives<D> for Set<C, E> {
    #[inline]
    fn give<T: Entity>(self, to: &mut Giving<'_, T>) {
        let column = const { position::<C>() };
        match self.value.into_given(to.style.kind) {
            Given::Value(Ok(value)) => to.value(column, Ok(value)),
            Given::Value(Err(error)) => {
                let of = format_args!("column `{}` of `{}`", C::NAME, <C::Table as Table>::NAME);
                to.value(column, Err(error.context(of)));
            }
            Given::Key(row) => to.key(column, row),
            // A new row is not given it; one that has a value already is.
            Given::Default(_) if to.adds => {}
            Given::Sql(expression) | Given::Default(expression) => {
                to.cell(column, piece::<D, E>(&expression, to.style));
            }
        }
    }
}
impl<D: Dialect> Gives<D> for () {
    fn give<T: Entity>(self, _: &mut Giving<'_, T>) {}
}
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Di: Dialect, $($a: Gives<Di>),+> Gives<Di> for ($($a,)+) {
            #[inline]
            fn give<Row: Entity>(self, to: &mut Giving<'_, Row>) {
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
