//! What a number is.

use super::{Expr, PerRowExpr};
use crate::value::Scalar;

/// A value type that can be calculated with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "arithmetic and this aggregate need a number",
    note = "numbers are the integers, floats and decimals, and newtypes of them declared with `newtype!(.., number)`"
)]
pub trait Number: Scalar {
    /// How it is divided: `/`, or a division that cuts.
    type Div<L: Expr, R: Expr>;
    /// What its remainder is, as far as the backends have one.
    type Rem<L: Expr, R: Expr>;
    /// What its sum is.
    type Sum: Scalar;
    /// What makes the sum `A` one of that type: PostgreSQL's sum of integers is a decimal, which would be divided in
    /// fractions.
    type Summed<A>;
    /// What its average is.
    type Avg: Scalar;
    /// How it is averaged: as it is, or in floating point.
    type Average<E: Expr>;
    /// Makes the division.
    fn div<L: Expr, R: Expr>(left: L, right: R) -> Self::Div<L, R>;
    /// Makes the remainder.
    fn rem<L: Expr, R: Expr>(left: L, right: R) -> Self::Rem<L, R>;
    /// Makes a sum one of that type.
    fn summed<A>(sum: A) -> Self::Summed<A>;
    /// Makes the average.
    fn average<E: Expr>(operand: E) -> Self::Average<E>;
}

/// The value type of the expression `E` is a number, that others can be added to. By its associated type: so what is no number
/// is one error, whatever stands beside it.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not a number",
    label = "arithmetic needs a number",
    note = "numbers are the integers, floats and decimals, and newtypes of them declared with `newtype!(.., number)`"
)]
pub trait CalculatesWith<E> {
    /// Itself.
    type Number: Number;
}

/// The value type of the expression `E` is a number.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not a number",
    label = "arithmetic and this aggregate need a number",
    note = "numbers are the integers, floats and decimals, and newtypes of them declared with `newtype!(.., number)`"
)]
pub trait NumberOf<E: Expr> {
    /// See [`NumberExpr::Summed`].
    type Summed<A>;
    /// See [`NumberExpr::Average`].
    type Average;
    /// See [`NumberExpr::summed`].
    fn summed<A>(sum: A) -> Self::Summed<A>;
    /// See [`NumberExpr::average`].
    fn average(operand: E) -> Self::Average;
}
#[diagnostic::do_not_recommend]
impl<T: Number, E: Expr> NumberOf<E> for T {
    type Summed<A> = <T as Number>::Summed<A>;
    type Average = <T as Number>::Average<E>;
    #[inline]
    fn summed<A>(sum: A) -> Self::Summed<A> {
        <T as Number>::summed(sum)
    }
    #[inline]
    fn average(operand: E) -> Self::Average {
        <T as Number>::average(operand)
    }
}

/// A number on single rows, that can be added up.
pub trait NumberExpr: PerRowExpr {
    /// See [`Told`](super::Told).
    type Checked;
    /// What makes the sum `A` one of the right type.
    type Summed<A>;
    /// How it is averaged.
    type Average;
    /// Makes a sum one of the right type.
    fn summed<A>(sum: A) -> Self::Summed<A>;
    /// Makes the average.
    fn average(self) -> Self::Average;
}
impl<E: PerRowExpr<Base: NumberOf<E>>> NumberExpr for E {
    type Checked = ();
    type Summed<A> = <E::Base as NumberOf<E>>::Summed<A>;
    type Average = <E::Base as NumberOf<E>>::Average;
    #[inline]
    fn summed<A>(sum: A) -> Self::Summed<A> {
        <E::Base as NumberOf<E>>::summed(sum)
    }
    #[inline]
    fn average(self) -> Self::Average {
        <E::Base as NumberOf<E>>::average(self)
    }
}
