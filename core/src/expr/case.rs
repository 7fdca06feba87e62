//! CASE.

use super::{
    Boolean, Expr, Fixed, Operand, Value, expr,
    scope::{Both, Maybe, Sure},
};
use crate::node;

node!(/** `WHEN condition THEN value` */ Arm<C, V> = " WHEN " C " THEN " V);
node!(/** An arm after others. */ Arms<P, C, V> = P " WHEN " C " THEN " V);
node!(/** `CASE .. END` */ Case<A> = "CASE" A " END");
node!(/** `CASE .. ELSE value END` */ CaseElse<A, E> = "CASE" A " ELSE " E " END");

impl<C: Expr, V: Expr> Expr for Arm<C, V> {
    type Base = V::Base;
    type Uses = Both<Sure<C::Uses>, V::Uses>;
}
impl<C: Fixed, V: Fixed> Fixed for Arm<C, V> {}
impl<P: Expr, C: Expr, V: Expr> Expr for Arms<P, C, V> {
    type Base = P::Base;
    type Uses = Both<P::Uses, Both<Sure<C::Uses>, V::Uses>>;
}
impl<P: Fixed, C: Fixed, V: Fixed> Fixed for Arms<P, C, V> {}
impl<A: Expr> Expr for Case<A> {
    type Base = A::Base;
    type Uses = Maybe<A::Uses>;
}
impl<A: Fixed> Fixed for Case<A> {}
impl<A> super::Composed for Case<A> {}
expr!(CaseElse<A, E> -> A::Base;);

/// `CASE WHEN condition THEN value ..`: go on with `.when(..)` and `.otherwise(..)`.
///
/// Without `otherwise` it is NULL where no condition holds.
#[inline]
pub fn case<C: Expr<Base: Boolean>, V: Operand>(condition: C, value: V) -> Case<Arm<C, V::E>> {
    Case { A: Arm { C: condition, V: value.into_operand() } }
}

impl<A: Expr> Case<A> {
    /// Another arm, looked at where those before do not hold.
    #[inline]
    pub fn when<C: Expr<Base: Boolean>, V: Value<A::Base>>(self, condition: C, value: V) -> Case<Arms<A, C, V::E>> {
        Case { A: Arms { P: self.A, C: condition, V: value.into_expr() } }
    }

    /// The value where no condition holds.
    #[inline]
    pub fn otherwise<V: Value<A::Base>>(self, value: V) -> CaseElse<A, V::E> {
        CaseElse { A: self.A, E: value.into_expr() }
    }
}
