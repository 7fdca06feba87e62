//! COLLATE: how text is compared and sorted.

use super::{Expr, Fixed};
use crate::node;

node!(/** `operand COLLATE name` */ Collate<E, C> @ SIGN = [E] " COLLATE " C);
impl<E: Expr, C> Expr for Collate<E, C> {
    type Base = E::Base;
    type Uses = E::Uses;
}
impl<E: Fixed, C> Fixed for Collate<E, C> {}
impl<E, C> super::Composed for Collate<E, C> {}

/// A way to compare and sort text. Declared by `collation!`, with its name on each backend that has it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collation",
    label = "one declared by `collation!` is needed"
)]
pub trait Collation: Copy {}

impl<E, C> Collate<E, C> {
    pub(super) fn new(operand: E, collation: C) -> Self {
        Collate { E: operand, C: collation }
    }
}
