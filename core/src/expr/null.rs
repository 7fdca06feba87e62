//! NULL: tests and replacements.

use super::{Expr, Operand, Value, expr};
use crate::node;

node!(/** `operand IS NULL` */ IsNull<E> @ COMPARISON = [E] " IS NULL");
node!(/** `operand IS NOT NULL` */ IsNotNull<E> @ COMPARISON = [E] " IS NOT NULL");
node!(/** `coalesce(first, second)` */ Coalesce<A, B> = "coalesce(" A ", " B ")");
node!(/** `nullif(first, second)` */ NullIf<A, B> = "nullif(" A ", " B ")");
expr! {
    IsNull<E> sure -> bool;
    IsNotNull<E> sure -> bool;
    Coalesce<A, B> either -> A::Base;
    NullIf<A, B> maybe -> A::Base;
}

/// Testing for NULL.
pub trait NullTests: Expr {
    /// `self IS NULL`
    #[inline]
    fn is_null(self) -> IsNull<Self> {
        IsNull { E: self }
    }

    /// `self IS NOT NULL`
    #[inline]
    fn is_not_null(self) -> IsNotNull<Self> {
        IsNotNull { E: self }
    }
}
impl<E: Expr> NullTests for E {}

/// The first of both that is not NULL. It can be NULL only if both can.
#[inline]
pub fn coalesce<A: Operand, B: Value<<A::E as Expr>::Base, A::E>>(first: A, second: B) -> Coalesce<A::E, B::E> {
    Coalesce { A: first.into_operand(), B: second.into_expr() }
}

/// NULL if both are equal, else the first.
#[inline]
pub fn nullif<A: Operand, B: Value<<A::E as Expr>::Base, A::E>>(first: A, second: B) -> NullIf<A::E, B::E> {
    NullIf { A: first.into_operand(), B: second.into_expr() }
}
