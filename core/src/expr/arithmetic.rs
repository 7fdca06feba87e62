//! Arithmetic.

use super::{Expr, expr};
use crate::{
    node,
    value::{Scalar, Value},
};

node!(/** `left + right` */ Add<L, R> @ SUM = (L) " + " [R]);
node!(/** `left - right` */ Sub<L, R> @ SUM = (L) " - " [R]);
node!(/** `left * right` */ Mul<L, R> @ PRODUCT = (L) " * " [R]);
node!(/** `left / right`, in fractions. */ Div<L, R> @ PRODUCT = (L) " / " [R]);
node!(/** `left / right`, cut to a whole number. */ IntDiv<L, R> @ PRODUCT {
    SQLite, PostgreSQL => [(L) " / " [R]];
    MySQL, MariaDB => [(L) " DIV " [R]]
});
node!(/** The remainder of a division. */ Rem<L, R> @ PRODUCT = (L) " % " [R]);
node!(/** `-operand` */ Neg<E> @ SIGN = "-" [E]);
expr! {
    Add<L, R> -> L::Base;
    Sub<L, R> -> L::Base;
    Mul<L, R> -> L::Base;
    Div<L, R> maybe -> L::Base;
    IntDiv<L, R> maybe -> L::Base;
    Rem<L, R> maybe -> L::Base;
    Neg<E> -> E::Base;
}

/// A value type that can be calculated with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "arithmetic and this aggregate need a number",
    note = "numbers are the integers, floats and decimals, and newtypes of them declared with `newtype!(.., number)`"
)]
pub trait Number: Scalar {
    /// How it is divided: `/`, or a division that cuts.
    type Div<L: Expr, R: Expr>;
    /// What its sum is.
    type Sum: Scalar;
    /// What its average is.
    type Avg: Scalar;
    /// Makes the division.
    fn div<L: Expr, R: Expr>(left: L, right: R) -> Self::Div<L, R>;
}

/// One line per kind of number: how it is divided, what its sum and its average are.
#[doc(hidden)]
#[macro_export]
macro_rules! numbers {
    ($($ty:ty: $div:ident, $sum:ty, $avg:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl $crate::expr::Number for $ty {
            type Div<L: $crate::expr::Expr, R: $crate::expr::Expr> = $crate::expr::$div<L, R>;
            type Sum = $sum;
            type Avg = $avg;
            #[inline]
            fn div<L: $crate::expr::Expr, R: $crate::expr::Expr>(left: L, right: R) -> Self::Div<L, R> {
                $crate::expr::$div::new(left, right)
            }
        }
    )* };
}
numbers! {
    i8: IntDiv, i64, f64;
    i16: IntDiv, i64, f64;
    i32: IntDiv, i64, f64;
    i64: IntDiv, i64, f64;
    u8: IntDiv, i64, f64;
    u16: IntDiv, i64, f64;
    u32: IntDiv, i64, f64;
    u64: IntDiv, i64, f64;
    f32: Div, f64, f64;
    f64: Div, f64, f64;
}

impl<L, R> Div<L, R> {
    #[doc(hidden)]
    #[inline]
    pub fn new(left: L, right: R) -> Self {
        Div { L: left, R: right }
    }
}
impl<L, R> IntDiv<L, R> {
    #[doc(hidden)]
    #[inline]
    pub fn new(left: L, right: R) -> Self {
        IntDiv { L: left, R: right }
    }
}

/// Calculating with numbers of one type.
///
/// Dividing integers cuts to a whole number on every backend. A division may be NULL: SQLite and MySQL give NULL for a
/// division by zero, PostgreSQL an error.
pub trait Arithmetic: Expr {
    /// `self + other`
    #[inline]
    fn add<R: Value<Self::Base>>(self, other: R) -> Add<Self, R::E>
    where
        Self::Base: Number,
    {
        Add { L: self, R: other.into_expr() }
    }

    /// `self - other`
    #[inline]
    fn sub<R: Value<Self::Base>>(self, other: R) -> Sub<Self, R::E>
    where
        Self::Base: Number,
    {
        Sub { L: self, R: other.into_expr() }
    }

    /// `self * other`
    #[inline]
    fn mul<R: Value<Self::Base>>(self, other: R) -> Mul<Self, R::E>
    where
        Self::Base: Number,
    {
        Mul { L: self, R: other.into_expr() }
    }

    /// `self / other`
    #[inline]
    fn div<R: Value<Self::Base>>(self, other: R) -> <Self::Base as Number>::Div<Self, R::E>
    where
        Self::Base: Number,
    {
        Self::Base::div(self, other.into_expr())
    }

    /// The remainder: `self % other`
    #[inline]
    fn rem<R: Value<Self::Base>>(self, other: R) -> Rem<Self, R::E>
    where
        Self::Base: Number,
    {
        Rem { L: self, R: other.into_expr() }
    }

    /// `-self`
    #[inline]
    fn neg(self) -> Neg<Self>
    where
        Self::Base: Number,
    {
        Neg { E: self }
    }
}
impl<E: Expr> Arithmetic for E {}
