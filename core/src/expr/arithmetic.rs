//! Arithmetic.

use super::{CalculatesWith, Expr, Number, Value, expr};
use crate::node;

node!(/** `left + right` */ Add<L, R> @ SUM = (L) " + " [R]);
node!(/** `left - right` */ Sub<L, R> @ SUM = (L) " - " [R]);
node!(/** `left * right` */ Mul<L, R> @ PRODUCT = (L) " * " [R]);
// PostgreSQL refuses a division by zero: of nothing it is NULL there, too.
node!(/** `left / right`, in fractions. */ Div<L, R> @ PRODUCT {
    PostgreSQL => [(L) " / nullif(" R ", 0)"];
    SQLite, MySQL, MariaDB => [(L) " / " [R]]
});
node!(/** `left / right`, cut to a whole number. */ IntDiv<L, R> @ PRODUCT {
    PostgreSQL => [(L) " / nullif(" R ", 0)"];
    SQLite => [(L) " / " [R]];
    MySQL, MariaDB => [(L) " DIV " [R]]
});
node!(/** `left / right` of decimals; SQLite cuts where both happen to be whole, unless one is a float. */ DecimalDiv<L, R> @ PRODUCT {
    SQLite => [(L) " * 1.0 / " [R]];
    PostgreSQL => [(L) " / nullif(" R ", 0)"];
    MySQL, MariaDB => [(L) " / " [R]]
});
node!(/** The remainder of a division of whole numbers. */ Rem<L, R> @ PRODUCT {
    PostgreSQL => [(L) " % nullif(" R ", 0)"];
    SQLite, MySQL, MariaDB => [(L) " % " [R]]
});
node!(/** The remainder of a division of decimals. SQLite knows only that of whole numbers. */ DecimalRem<L, R> @ PRODUCT {
    PostgreSQL => [(L) " % nullif(" R ", 0)"];
    MySQL, MariaDB => [(L) " % " [R]]
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

/// The type of a number.
type NumberIn<E> = <<E as Expr>::Base as CalculatesWith<E>>::Number;

/// Calculating with numbers of one type.
///
/// Dividing integers cuts to a whole number, towards zero; a remainder has the sign of what is divided. A division by
/// zero, and its remainder, is NULL, also where it is written to a column.
pub trait Arithmetic: Expr {
    /// `self + other`
    #[inline]
    fn add<R: Value<NumberIn<Self>, Self>>(self, other: R) -> Add<Self, R::E>
    where
        Self::Base: CalculatesWith<Self>,
    {
        Add { L: self, R: other.into_expr() }
    }

    /// `self - other`
    #[inline]
    fn sub<R: Value<NumberIn<Self>, Self>>(self, other: R) -> Sub<Self, R::E>
    where
        Self::Base: CalculatesWith<Self>,
    {
        Sub { L: self, R: other.into_expr() }
    }

    /// `self * other`
    #[inline]
    fn mul<R: Value<NumberIn<Self>, Self>>(self, other: R) -> Mul<Self, R::E>
    where
        Self::Base: CalculatesWith<Self>,
    {
        Mul { L: self, R: other.into_expr() }
    }

    /// `self / other`
    #[inline]
    fn div<R: Value<NumberIn<Self>, Self>>(self, other: R) -> <NumberIn<Self> as Number>::Div<Self, R::E>
    where
        Self::Base: CalculatesWith<Self>,
    {
        <NumberIn<Self> as Number>::div(self, other.into_expr())
    }

    /// The remainder: `self % other`. Of decimals not on SQLite; of floats on MySQL and MariaDB only.
    #[inline]
    fn rem<R: Value<NumberIn<Self>, Self>>(self, other: R) -> <NumberIn<Self> as Number>::Rem<Self, R::E>
    where
        Self::Base: CalculatesWith<Self>,
    {
        <NumberIn<Self> as Number>::rem(self, other.into_expr())
    }

    /// `-self`
    #[inline]
    fn neg(self) -> Neg<Self>
    where
        Self::Base: CalculatesWith<Self>,
    {
        Neg { E: self }
    }
}
impl<E: Expr> Arithmetic for E {}
