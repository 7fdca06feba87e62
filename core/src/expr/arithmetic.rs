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
node!(/** `left / right` of decimals; SQLite cuts where both happen to be whole, unless one is a float. */ DecimalDiv<L, R> @ PRODUCT {
    SQLite => [(L) " * 1.0 / " [R]];
    PostgreSQL => [(L) " / " [R]];
    MySQL, MariaDB => [(L) " / " [R]]
});
node!(/** The remainder of a division of whole numbers. */ Rem<L, R> @ PRODUCT = (L) " % " [R]);
node!(/** The remainder of a division of decimals. SQLite knows only that of whole numbers. */ DecimalRem<L, R> @ PRODUCT {
    PostgreSQL, MySQL, MariaDB => [(L) " % " [R]]
});
node!(/** The remainder of a division of floats. SQLite and PostgreSQL have none. */ FloatRem<L, R> @ PRODUCT {
    MySQL, MariaDB => [(L) " % " [R]]
});
node!(/** `-operand` */ Neg<E> @ SIGN = "-" [E]);
expr! {
    Add<L, R> -> L::Base;
    Sub<L, R> -> L::Base;
    Mul<L, R> -> L::Base;
    Div<L, R> maybe -> L::Base;
    IntDiv<L, R> maybe -> L::Base;
    DecimalDiv<L, R> maybe -> L::Base;
    Rem<L, R> maybe -> L::Base;
    DecimalRem<L, R> maybe -> L::Base;
    FloatRem<L, R> maybe -> L::Base;
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
    /// What its remainder is, as far as the backends have one.
    type Rem<L: Expr, R: Expr>;
    /// What its sum is.
    type Sum: Scalar;
    /// How it is summed up.
    type Total<E: Expr>;
    /// What its average is.
    type Avg: Scalar;
    /// How it is averaged: as it is, or in floating point.
    type Average<E: Expr>;
    /// Makes the division.
    fn div<L: Expr, R: Expr>(left: L, right: R) -> Self::Div<L, R>;
    /// Makes the remainder.
    fn rem<L: Expr, R: Expr>(left: L, right: R) -> Self::Rem<L, R>;
    /// Makes the sum.
    fn total<E: Expr>(operand: E) -> Self::Total<E>;
    /// Makes the average.
    fn average<E: Expr>(operand: E) -> Self::Average<E>;
}

/// One line per kind of number: how it is divided and what remains, its sum, how it is averaged and what that is.
#[doc(hidden)]
#[macro_export]
macro_rules! numbers {
    ($($ty:ty: $div:ident $rem:ident, $sum:ty, $average:ident $avg:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl $crate::expr::Number for $ty {
            type Div<L: $crate::expr::Expr, R: $crate::expr::Expr> = $crate::expr::$div<L, R>;
            type Rem<L: $crate::expr::Expr, R: $crate::expr::Expr> = $crate::expr::$rem<L, R>;
            type Sum = $sum;
            type Total<E: $crate::expr::Expr> = $crate::expr::Sum<E>;
            type Avg = $avg;
            type Average<E: $crate::expr::Expr> = $crate::expr::$average<E>;
            #[inline]
            fn div<L: $crate::expr::Expr, R: $crate::expr::Expr>(left: L, right: R) -> Self::Div<L, R> {
                $crate::expr::$div::new(left, right)
            }
            #[inline]
            fn rem<L: $crate::expr::Expr, R: $crate::expr::Expr>(left: L, right: R) -> Self::Rem<L, R> {
                $crate::expr::$rem::new(left, right)
            }
            #[inline]
            fn total<E: $crate::expr::Expr>(operand: E) -> Self::Total<E> {
                $crate::expr::Sum::new(operand)
            }
            #[inline]
            fn average<E: $crate::expr::Expr>(operand: E) -> Self::Average<E> {
                $crate::expr::$average::new(operand)
            }
        }
    )* };
}
numbers! {
    i8: IntDiv Rem, i64, AvgFloat f64;
    i16: IntDiv Rem, i64, AvgFloat f64;
    i32: IntDiv Rem, i64, AvgFloat f64;
    i64: IntDiv Rem, i64, AvgFloat f64;
    u8: IntDiv Rem, i64, AvgFloat f64;
    u16: IntDiv Rem, i64, AvgFloat f64;
    u32: IntDiv Rem, i64, AvgFloat f64;
    u64: IntDiv Rem, i64, AvgFloat f64;
    f32: Div FloatRem, f64, AvgFloat f64;
    f64: Div FloatRem, f64, AvgFloat f64;
}
#[cfg(feature = "rust_decimal")]
numbers! {
    rust_decimal::Decimal: DecimalDiv DecimalRem, rust_decimal::Decimal, Avg rust_decimal::Decimal;
}

macro_rules! made {
    ($($node:ident)*) => { $(
        impl<L, R> $node<L, R> {
            #[doc(hidden)]
            #[inline]
            pub fn new(left: L, right: R) -> Self {
                $node { L: left, R: right }
            }
        }
    )* };
}
made!(Div IntDiv DecimalDiv Rem DecimalRem FloatRem);

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
        <Self::Base as Number>::div(self, other.into_expr())
    }

    /// The remainder: `self % other`. Of decimals not on SQLite; of floats on MySQL and MariaDB only.
    #[inline]
    fn rem<R: Value<Self::Base>>(self, other: R) -> <Self::Base as Number>::Rem<Self, R::E>
    where
        Self::Base: Number,
    {
        <Self::Base as Number>::rem(self, other.into_expr())
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
