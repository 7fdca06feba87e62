//! `function OVER (window)`.

use crate::{
    expr::{
        Composed, Expr, Fixed,
        scope::{Both, OverWindow, Sure, Uses},
    },
    node,
    value::Scalar,
};

/// Any window will do.
pub struct AnyWindow;
/// A window without a frame.
pub struct NoFrame;
/// A window with an order and without a frame.
pub struct OrderAlone;

/// A function that is computed over a window: the aggregates, but for DISTINCT and a few more, and the functions that
/// are nothing else.
pub trait WindowFunction: Sized {
    /// The value type.
    type Base: Scalar;
    /// What it uses if the row itself is among those looked at.
    type Whole: Uses;
    /// What it uses if there may be no rows to look at.
    type Framed: Uses;
    /// What kind of window it wants.
    type Wants;

    /// Computes it over a window: `rank().over(partition_by(users::team).order_by(users::score.desc()))`.
    #[inline]
    fn over<W: WindowSpec + ServesFor<Self::Wants, Self, Checked: crate::expr::Told>>(
        self,
        window: W,
    ) -> Over<Self, W> {
        Over { F: self, W: window }
    }
}

/// An aggregate that no window function is made of: nothing implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is gathered over groups only, and cannot be computed over a window",
    label = "no database has this over a window",
    note = "say it in a subquery: `scalar(from(..).correlate(..).select(..))`"
)]
pub trait OverWindows {}

/// A window.
pub trait WindowSpec {
    /// The columns it uses.
    type Uses: Uses;
    /// What a function uses over it.
    type Pick<F: WindowFunction>: Uses;
}

/// A window of the kind `K`, for the function `F`.
pub trait Serves<K, F> {}
#[diagnostic::do_not_recommend]
impl<W, F> Serves<AnyWindow, F> for W {}
/// The same; one impl only: of several, messages give a list.
pub trait ServesFor<K, F> {
    /// See [`Told`](crate::expr::Told).
    type Checked;
}
impl<W: Serves<K, F>, K, F> ServesFor<K, F> for W {
    type Checked = ();
}

node!(/** `function OVER (window)` */ Over<F, W> = F " OVER (" W ")");
impl<F: WindowFunction, W: WindowSpec> Expr for Over<F, W> {
    type Base = F::Base;
    type Uses = OverWindow<Both<W::Pick<F>, Sure<W::Uses>>, F>;
}
impl<F: Fixed, W: Fixed> Fixed for Over<F, W> {}
impl<F, W> Composed for Over<F, W> {}

impl<A: WindowFunction, C> WindowFunction for crate::expr::Filtered<A, C> {
    type Base = A::Base;
    type Whole = A::Whole;
    type Framed = A::Framed;
    type Wants = A::Wants;
}
