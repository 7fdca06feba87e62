//! Queries as tables of other queries: which columns they have, and how these get their names.

use super::{Everything, Named, RowOf, Selected};
use crate::{
    expr::{Expr, Subquery, scope::Rows},
    schema::Column,
    value::Null,
};

/// A query whose rows can be those of a table.
#[diagnostic::on_unimplemented(
    message = "this cannot stand as a table of another query",
    label = "a query is needed: a SELECT, a set operation, a `with`"
)]
pub trait Tabular: Subquery {
    /// The Rust types of its columns, as a tuple.
    type Columns;
}

/// A select list, by the Rust types of its columns.
pub trait ListColumns {
    /// The types, as a tuple; of whole rows, [`Whole`].
    type Columns;
}
/// The columns of rows that were not selected one by one.
pub struct Whole<R>(std::marker::PhantomData<R>);
impl<P: Expr, R> ListColumns for Selected<P, R> {
    type Columns = (R,);
}
impl<S: Rows> ListColumns for Everything<S> {
    type Columns = Whole<S::Row>;
}
impl<P, A, F> ListColumns for RowOf<P, A, F> {
    type Columns = A;
}
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Row, $($t),+> ListColumns for Selected<($($t,)+), Row> {
            type Columns = Row;
        }
    )* };
}
crate::for_tuples!(lists);

/// Columns of these types, as a tuple, fill the columns `Shape`: [`FillsEach`], by another name, so that messages tell of
/// the column that does not.
pub trait Fills<Shape> {}
impl<T: FillsEach<Shape>, Shape> Fills<Shape> for T {}

/// Columns of these types, as a tuple, fill the columns `Shape` of a shape or a table, a tuple too.
#[diagnostic::on_unimplemented(
    message = "the query does not have the number of columns that are to be filled",
    label = "the query has the columns `{Self}`",
    note = "to be filled are `{Shape}`",
    note = "select an expression for each; into a shape by name: `.select(revenue::Columns {{ total: .., .. }})`"
)]
pub trait FillsEach<Shape> {}

/// A column of this Rust type fills the column `C`, which is a `W`.
#[diagnostic::on_unimplemented(
    message = "column `{C}` is a `{W}`, but the query gives a `{Self}`",
    label = "a `{Self}` does not fill `{C}`",
    note = "declare the column as `{Self}`, or select an expression that is a `{W}`"
)]
pub trait FillsColumn<C, W> {}
#[diagnostic::do_not_recommend]
impl<T, C> FillsColumn<C, T> for T {}
#[diagnostic::do_not_recommend]
impl<T, C> FillsColumn<C, Option<T>> for T {}

/// The Rust type of column `C`.
type Wrapped<C> = <<C as Column>::Null as Null>::Wrap<<C as Column>::Base>;
macro_rules! fills {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: FillsColumn<$i, Wrapped<$i>>, $i: Column),+> FillsEach<($($i,)+)> for ($($t,)+) {}
    )* };
}
crate::for_tuples!(fills);

/// A query whose columns can get the names of the columns `C`, a tuple.
#[diagnostic::on_unimplemented(
    message = "the columns of this query cannot be named",
    label = "select them one by one: `.select(..)`"
)]
pub trait Rename<C> {
    /// The query with the names.
    type Renamed;
    /// Names them.
    fn rename(self) -> Self::Renamed;
}
/// A select list whose columns can get the names of the columns `C`.
pub trait RenameList<C> {
    /// The list with the names.
    type Renamed;
    /// Names them.
    fn rename_list(self) -> Self::Renamed;
}
impl<P, R, C> RenameList<C> for Selected<P, R> {
    type Renamed = Named<P, C>;
    #[inline]
    fn rename_list(self) -> Named<P, C> {
        Named::new(self.0)
    }
}
impl<P, A, F, C> RenameList<C> for RowOf<P, A, F> {
    type Renamed = Named<P, C>;
    #[inline]
    fn rename_list(self) -> Named<P, C> {
        Named::new(self.into_projection())
    }
}
