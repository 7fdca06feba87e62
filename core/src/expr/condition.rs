//! Expressions, checked against the tables of a query.

use super::{
    Expr,
    scope::{Covers, NoWindow, RowLevel, Uses, Varies},
};
use crate::value::Null;

/// An expression whose tables are all in scope `S`.
pub trait InScope<S, I>: Expr {
    /// Whether its value can be NULL here.
    type Null: Null;
}
impl<E: Expr, S: Covers<E::Uses, I>, I> InScope<S, I> for E {
    type Null = S::Null;
}

/// Value types that are true or false.
#[diagnostic::on_unimplemented(
    message = "a condition is needed here, this is a `{Self}`",
    label = "not a condition",
    note = "compare it with something: `.eq(..)`, `.gt(..)`, `.is_null()`"
)]
pub trait Boolean {}
#[diagnostic::do_not_recommend]
impl Boolean for bool {}

/// The value type of the expression `E` is true or false.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, and no condition",
    label = "a condition is needed",
    note = "compare it with something: `.eq(..)`, `.gt(..)`, `.is_null()`"
)]
pub trait IsCondition<E> {}
#[diagnostic::do_not_recommend]
impl<T: Boolean, E> IsCondition<E> for T {}

/// A condition on single rows: of type boolean, its tables in scope `S`, without aggregates and window functions.
pub trait Condition<S, I> {}
impl<E, S, I> Condition<S, I> for E
where
    E: Expr<Base: IsCondition<E>, Uses: Uses<Kind: RowLevel + NoWindow>>,
    S: Covers<E::Uses, I>,
{
}

/// The same, asked of the scope: `C` is a [`Condition`] in it. Methods ask so, see [`Is`](super::Is).
pub trait Accepts<C, I> {
    /// See [`Told`](super::Told).
    type Checked;
}
impl<E, S, I> Accepts<E, I> for S
where
    E: Expr<Base: IsCondition<E>, Uses: Uses<Kind: RowLevel + NoWindow>>,
    S: Covers<E::Uses, I>,
{
    type Checked = S::Null;
}

/// A value by itself: no column is in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` looks at rows, and a value by itself is needed",
    label = "a value is needed"
)]
pub trait PlainExpr: Expr {}
#[diagnostic::do_not_recommend]
impl<E: Expr<Uses = super::scope::Nothing>> PlainExpr for E {}

/// An expression on single rows whose tables are all in scope `S`, to group by: without window functions.
pub trait RowExpr<S, I>: Expr {}
impl<E, S, I> RowExpr<S, I> for E
where
    E: Expr<Uses: Uses<Kind: RowLevel + NoWindow> + Varies>,
    S: Covers<E::Uses, I>,
{
}

/// An expression that rows without groups can be sorted by: also one with window functions.
pub trait SortRows<S, I>: Expr {}
impl<E, S, I> SortRows<S, I> for E
where
    E: Expr<Uses: Uses<Kind: RowLevel> + Varies>,
    S: Covers<E::Uses, I>,
{
}

/// An expression on single rows, in whatever scope.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no expression on single rows",
    label = "no aggregate and no window function can be in it",
    note = "compute the inner one in a query by itself, and aggregate that: `derived(..)`"
)]
pub trait PerRowExpr: Expr {}
#[diagnostic::do_not_recommend]
impl<E: Expr<Uses: Uses<Kind: RowLevel + NoWindow>>> PerRowExpr for E {}
