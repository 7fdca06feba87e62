//! The select list of a set operation: that of its left side, with the nullability of both.

use super::kind::SetKind;
use crate::{
    Result,
    expr::{Expr, scope::Rows},
    query::{
        Everything, FieldsFit, ListColumns, Part, RowOf, SelectList, Selected, Whole,
        select::{OneValue, SeveralColumns, Values},
    },
    value::{Load, Row, Scalar},
};
use std::marker::PhantomData;

/// The list `P` without its values; rows are read as `R`.
pub struct Heads<P, R>(PhantomData<fn() -> (P, R)>);
impl<P, R> Clone for Heads<P, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P, R> Copy for Heads<P, R> {}
impl<P, R: Load> SelectList for Heads<P, R> {
    type Row = R;
    const WIDTH: usize = R::WIDTH;
    #[inline(always)]
    fn load<Source: Row + ?Sized>(&self, row: &Source) -> Result<R> {
        R::load(row, 0)
    }
}

/// The list of a `row!` without its values.
pub struct HeadsOf<P, A, F> {
    make: F,
    fields: PhantomData<fn() -> (P, A)>,
}
impl<P, A, F: Clone> Clone for HeadsOf<P, A, F> {
    fn clone(&self) -> Self {
        Self { make: self.make.clone(), fields: PhantomData }
    }
}
impl<P, A, F: Copy> Copy for HeadsOf<P, A, F> {}
impl<P, A: Load, T, F: Fn(A) -> T> SelectList for HeadsOf<P, A, F> {
    type Row = T;
    const WIDTH: usize = A::WIDTH;
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<T> {
        A::load(row, 0).map(&self.make)
    }
}

impl<P: Expr, R> ListColumns for Heads<P, R> {
    type Columns = (R,);
}
impl<P, A, F> ListColumns for HeadsOf<P, A, F> {
    type Columns = A;
}
#[diagnostic::do_not_recommend]
impl<P: Expr, R> Values for Heads<P, R> {
    type Base = P::Base;
    type Count = OneValue;
}
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Row, $($t),+> ListColumns for Heads<($($t,)+), Row> {
            type Columns = Row;
        }
        #[diagnostic::do_not_recommend]
        impl<Row, $($t),+> Values for Heads<($($t,)+), Row> {
            type Base = bool;
            type Count = SeveralColumns<($($t,)+)>;
        }
    )* };
}
crate::for_tuples!(lists);

/// A select list that operation `K` can take together with the columns `R`: [`UniteList`] by another name, so that
/// messages tell of the column that does not fit.
pub trait Unite<R, K> {
    /// The list of the result.
    type List: SelectList;
    /// Makes it.
    fn unite(&self) -> Self::List;
}
impl<L: UniteList<R, K>, R, K> Unite<R, K> for L {
    type List = L::List;
    #[inline]
    fn unite(&self) -> L::List {
        self.unite_list()
    }
}

/// A select list that operation `K` can take together with the columns `R`.
pub trait UniteList<R, K> {
    /// The list of the result.
    type List: SelectList;
    /// Makes it.
    fn unite_list(&self) -> Self::List;
}
macro_rules! unite {
    ($($list:ident)*) => { $(
        impl<P: Expr, Row, R: UniteRow<(Row,), (P,), K, Row = (T,)>, T: Load, K> UniteList<R, K> for $list<P, Row> {
            type List = Heads<P, T>;
            #[inline]
            fn unite_list(&self) -> Self::List {
                Heads(PhantomData)
            }
        }
        unite!(@tuples $list);
    )* };
    (@tuples Selected) => { crate::for_tuples!(unite_selected); };
    (@tuples Heads) => { crate::for_tuples!(unite_heads); };
    (@tuple $list:ident $(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Row, Right, Kd, $($t),+> UniteList<Right, Kd> for $list<($($t,)+), Row>
        where
            Right: UniteRow<Row, ($($t,)+), Kd>,
            Right::Row: Load,
        {
            type List = Heads<($($t,)+), Right::Row>;
            #[inline]
            fn unite_list(&self) -> Self::List {
                Heads(PhantomData)
            }
        }
    )* };
}
macro_rules! unite_selected {
    ($($tuples:tt)*) => { unite!(@tuple Selected $($tuples)*); };
}
macro_rules! unite_heads {
    ($($tuples:tt)*) => { unite!(@tuple Heads $($tuples)*); };
}
unite!(Selected Heads);
impl<P, A: Load, T, F: Fn(A) -> T + Clone, R: FieldsFit<A, P>, K> UniteList<R, K> for RowOf<P, A, F> {
    type List = HeadsOf<P, A, F>;
    #[inline]
    fn unite_list(&self) -> Self::List {
        HeadsOf { make: self.make().clone(), fields: PhantomData }
    }
}
impl<P, A: Load, T, F: Fn(A) -> T + Clone, R: FieldsFit<A, P>, K> UniteList<R, K> for HeadsOf<P, A, F> {
    type List = Self;
    #[inline]
    fn unite_list(&self) -> Self {
        self.clone()
    }
}
impl<S: Rows, R: SameRows<S::Row>, K> UniteList<R, K> for Everything<S> {
    type List = Self;
    #[inline]
    fn unite_list(&self) -> Self {
        *self
    }
}

/// These columns are whole rows of `R`.
#[diagnostic::on_unimplemented(
    message = "a set operation has whole rows on one side, and something else on the other",
    label = "the left side has the rows `{R}`",
    note = "select the same columns on both sides: `.select(..)`"
)]
pub trait SameRows<R> {}
#[diagnostic::do_not_recommend]
impl<R> SameRows<R> for Whole<R> {}

/// These columns, on the right, go together with the columns `L` of the list `P` on the left.
#[diagnostic::on_unimplemented(
    message = "the two sides of a set operation do not have the same number of columns",
    label = "the right side has the columns `{Self}`",
    note = "the left side has the columns `{L}`"
)]
pub trait UniteRow<L, P, K> {
    /// The columns of the result, in the form of `P`.
    type Row;
}
/// This type, on the right, goes together with the type `L` of column `C` on the left.
#[diagnostic::on_unimplemented(
    message = "column `{C}` is a `{L}` on the left of a set operation, and a `{Self}` on the right",
    label = "a `{L}` is needed in this place of the right side",
    note = "both sides select the same types in the same order"
)]
pub trait UniteColumn<L, C, K> {
    /// The type of the column.
    type Column: Load;
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, C, K> UniteColumn<T, C, K> for T {
    type Column = T;
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, C, K: SetKind> UniteColumn<T, C, K> for Option<T> {
    type Column = K::RightNull<T>;
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, C, K: SetKind> UniteColumn<Option<T>, C, K> for T {
    type Column = K::LeftNull<T>;
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, C, K> UniteColumn<Option<T>, C, K> for Option<T> {
    type Column = Option<T>;
}

/// `$t` is a column on the right, `$i` the one on the left.
macro_rules! rows {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<List, Kd, $($t, $i),+> UniteRow<($($i,)+), List, Kd> for ($($t,)+)
        where
            $(List: Part<$n>, $t: UniteColumn<$i, <List as Part<$n>>::Expr, Kd>,)+
        {
            type Row = ($(<$t as UniteColumn<$i, <List as Part<$n>>::Expr, Kd>>::Column,)+);
        }
    )* };
}
crate::for_tuples!(rows);
