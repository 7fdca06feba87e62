//! What a number is.

use super::Expr;
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
