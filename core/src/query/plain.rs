//! Values that are known before they are sent.

use super::{AllValues, AllValuesRef, Draft, Set};
use crate::expr::{Bind, Param};

/// A plain value for the column `C`.
#[diagnostic::on_unimplemented(
    message = "`{C}` is given an expression, where a value is needed",
    label = "this is computed by the database",
    note = "for expressions there are `insert(..).values(..)` and `update(..).set(..).filter(..)`"
)]
pub trait PlainValue<C> {}
impl<T, V, C> PlainValue<C> for Bind<T, V> {}
impl<V, C> PlainValue<C> for Param<V> {}

/// A row of plain values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row of values",
    label = "a `new!(..)` of values, or a row struct, is needed"
)]
pub trait PlainRow {}
impl<R> PlainRow for AllValues<R> {}
impl<R> PlainRow for AllValuesRef<'_, R> {}
impl<T, A: PlainRow> PlainRow for Draft<T, A> {}
impl<C, E: PlainValue<C>> PlainRow for Set<C, E> {}
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $( impl<$($a: PlainRow),+> PlainRow for ($($a,)+) {} )* };
}
crate::for_tuples!(tuples);
