//! AND, OR, NOT.

use super::{Boolean, Expr, Value, expr};
use crate::node;

node!(/** `left AND right` */ And<L, R> @ AND = (L) " AND " [R]);
node!(/** `left OR right` */ Or<L, R> @ OR = (L) " OR " [R]);
node!(/** `NOT operand` */ Not<E> @ NOT = "NOT " (E));
expr! {
    And<L, R> -> bool;
    Or<L, R> -> bool;
    Not<E> -> bool;
}

impl<L, R> Or<L, R> {
    #[inline]
    pub(crate) fn new(left: L, right: R) -> Self {
        Or { L: left, R: right }
    }
}

/// Combining conditions.
pub trait Logic: Expr {
    /// `self AND other`
    #[inline]
    fn and<R: Value<bool, Self>>(self, other: R) -> And<Self, R::E>
    where
        Self::Base: Boolean,
    {
        And { L: self, R: other.into_expr() }
    }

    /// `self OR other`
    #[inline]
    fn or<R: Value<bool, Self>>(self, other: R) -> Or<Self, R::E>
    where
        Self::Base: Boolean,
    {
        Or { L: self, R: other.into_expr() }
    }

    /// `NOT self`
    #[inline]
    fn not(self) -> Not<Self>
    where
        Self::Base: Boolean,
    {
        Not { E: self }
    }
}
impl<E: Expr> Logic for E {}
