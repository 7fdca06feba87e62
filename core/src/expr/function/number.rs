//! Functions of numbers that keep their type, and rounding.

use super::functions;
use crate::{
    expr::{Expr, Number, Value, expr},
    node,
    value::Scalar,
};

functions! {
    /// The character with a number in Unicode: `CHR`. NULL of zero and less.
    character<N: Expr<Base: Integer>>(number): maybe -> String = Character {
        SQLite => ["CASE WHEN " N " > 0 THEN char(" N ") END"];
        PostgreSQL => ["chr(CAST(CASE WHEN " N " > 0 THEN " N " END AS integer))"];
        MySQL, MariaDB => ["CASE WHEN " N " > 0 THEN CAST(convert(char(" N " USING utf32) USING utf8mb4) AS CHAR) END"]
    };
    /// The number without its sign.
    abs<N: Expr<Base: Number>>(number) -> N::Base = Abs ["abs(" N ")"];
    /// -1, 0 or 1: the sign of the number.
    sign<N: Expr<Base: Number>>(number) -> i32 = Sign {
        SQLite, MySQL, MariaDB => ["sign(" N ")"];
        PostgreSQL => ["CAST(sign(" N ") AS integer)"]
    };
    /// The bits that both integers have.
    bit_and<N: Expr<Base: Integer>>(number, other: O = N::Base) -> N::Base = BitAnd {
        SQLite, PostgreSQL => ["((" N ") & (" O "))"];
        MySQL, MariaDB => ["CAST((" N ") & (" O ") AS SIGNED)"]
    };
    /// The bits that one of both integers has.
    bit_or<N: Expr<Base: Integer>>(number, other: O = N::Base) -> N::Base = BitOr {
        SQLite, PostgreSQL => ["((" N ") | (" O "))"];
        MySQL, MariaDB => ["CAST((" N ") | (" O ") AS SIGNED)"]
    };
}

/// A value type of whole numbers.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an integer", label = "an integer is needed")]
pub trait Integer: Scalar {}
macro_rules! integers {
    ($($ty:ty)*) => { $(#[diagnostic::do_not_recommend] impl Integer for $ty {})* };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);

/// A value type of numbers with digits behind the point: floats and decimals.
///
/// Rounding makes no sense for integers, so they have none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number with digits behind the point",
    label = "a float or a decimal is needed"
)]
pub trait Fractional: Number {
    /// How it is rounded to a whole number.
    type Round<E: Expr>;
    /// How it is rounded to a number of digits.
    type RoundTo<E: Expr, N: Expr>;
    /// How it is rounded down.
    type Floor<E: Expr>;
    /// How it is rounded up.
    type Ceil<E: Expr>;
    /// How it is cut.
    type Trunc<E: Expr>;
    #[doc(hidden)]
    fn round<E: Expr>(operand: E) -> Self::Round<E>;
    #[doc(hidden)]
    fn round_to<E: Expr, N: Expr>(operand: E, digits: N) -> Self::RoundTo<E, N>;
    #[doc(hidden)]
    fn floor<E: Expr>(operand: E) -> Self::Floor<E>;
    #[doc(hidden)]
    fn ceil<E: Expr>(operand: E) -> Self::Ceil<E>;
    #[doc(hidden)]
    fn trunc<E: Expr>(operand: E) -> Self::Trunc<E>;
}

// MariaDB gives a rounded float seventeen digits, and cuts larger ones where it stores them for DISTINCT, GROUP BY or a
// derived table; a sum has as many as it needs.
//
// SQLite's own `round` sends a half away from zero, and its decimals are floats whose noise would be rounded too.
node!(/** A float, rounded. */ RoundFloat<E> {
    SQLite => ["round_even(" E ")"];
    PostgreSQL => ["round(" E ")"];
    MySQL, MariaDB => ["(round(" E ") + 0e0)"]
});
node!(/** A float, rounded to digits; PostgreSQL does so only with decimals. */ RoundFloatTo<E, N> {
    SQLite => ["decimal_round(" E ", " N ")"];
    PostgreSQL => ["CAST(round(CAST(" E " AS numeric), " N ") AS double precision)"];
    MySQL, MariaDB => ["CAST(round(CAST(" E " AS DECIMAL(65, 30)), " N ") AS DOUBLE)"]
});
node!(/** A float, rounded down. */ FloorFloat<E> {
    SQLite, PostgreSQL => ["floor(" E ")"];
    MySQL, MariaDB => ["(floor(" E ") + 0e0)"]
});
node!(/** A float, rounded up. */ CeilFloat<E> {
    SQLite, PostgreSQL => ["ceil(" E ")"];
    MySQL, MariaDB => ["(ceil(" E ") + 0e0)"]
});
node!(/** A float, cut. */ TruncFloat<E> {
    SQLite, PostgreSQL => ["trunc(" E ")"];
    MySQL, MariaDB => ["(truncate(" E ", 0) + 0e0)"]
});
node!(/** A decimal, rounded. */ RoundDecimal<E> {
    SQLite => ["decimal_round(" E ", 0)"];
    PostgreSQL => ["round(" E ")"];
    MySQL, MariaDB => ["round(" E ")"]
});
node!(/** A decimal, rounded to digits. */ RoundDecimalTo<E, N> {
    SQLite => ["decimal_round(" E ", " N ")"];
    PostgreSQL => ["round(" E ", " N ")"];
    MySQL, MariaDB => ["round(" E ", " N ")"]
});
node!(/** A decimal, rounded down. */ FloorDecimal<E> {
    SQLite => ["decimal_floor(" E ")"];
    PostgreSQL => ["floor(" E ")"];
    MySQL, MariaDB => ["floor(" E ")"]
});
node!(/** A decimal, rounded up. */ CeilDecimal<E> {
    SQLite => ["decimal_ceil(" E ")"];
    PostgreSQL => ["ceil(" E ")"];
    MySQL, MariaDB => ["ceil(" E ")"]
});
node!(/** A decimal, cut. */ TruncDecimal<E> {
    SQLite => ["decimal_trunc(" E ")"];
    PostgreSQL => ["trunc(" E ")"];
    MySQL, MariaDB => ["truncate(" E ", 0)"]
});
expr! {
    RoundFloat<E> -> E::Base;
    RoundFloatTo<E, N> -> E::Base;
    FloorFloat<E> -> E::Base;
    CeilFloat<E> -> E::Base;
    TruncFloat<E> -> E::Base;
    RoundDecimal<E> -> E::Base;
    RoundDecimalTo<E, N> -> E::Base;
    FloorDecimal<E> -> E::Base;
    CeilDecimal<E> -> E::Base;
    TruncDecimal<E> -> E::Base;
}

macro_rules! fractional {
    ($($ty:ty: $round:ident $round_to:ident $floor:ident $ceil:ident $trunc:ident;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Fractional for $ty {
            type Round<E: Expr> = $round<E>;
            type RoundTo<E: Expr, N: Expr> = $round_to<E, N>;
            type Floor<E: Expr> = $floor<E>;
            type Ceil<E: Expr> = $ceil<E>;
            type Trunc<E: Expr> = $trunc<E>;
            #[inline]
            fn round<E: Expr>(operand: E) -> $round<E> {
                $round { E: operand }
            }
            #[inline]
            fn round_to<E: Expr, N: Expr>(operand: E, digits: N) -> $round_to<E, N> {
                $round_to { E: operand, N: digits }
            }
            #[inline]
            fn floor<E: Expr>(operand: E) -> $floor<E> {
                $floor { E: operand }
            }
            #[inline]
            fn ceil<E: Expr>(operand: E) -> $ceil<E> {
                $ceil { E: operand }
            }
            #[inline]
            fn trunc<E: Expr>(operand: E) -> $trunc<E> {
                $trunc { E: operand }
            }
        }
    )* };
}
fractional!(f64: RoundFloat RoundFloatTo FloorFloat CeilFloat TruncFloat;);
#[cfg(feature = "rust_decimal")]
fractional!(rust_decimal::Decimal: RoundDecimal RoundDecimalTo FloorDecimal CeilDecimal TruncDecimal;);

/// The nearest whole number. A half goes away from zero in a decimal, to the even neighbour in a float.
#[inline]
pub fn round<E: Expr<Base: Fractional<Round<E> = R>>, R>(number: E) -> R {
    E::Base::round(number)
}

/// The nearest number of so many digits behind the point; a half goes away from zero. Negative digits are those before
/// the point.
///
/// A float is rounded as the decimal of fifteen digits that it is nearest to: 1.005 to 1.01.
#[inline]
pub fn round_to<E: Expr<Base: Fractional<RoundTo<E, N::E> = R>>, N: Value<i32>, R>(number: E, digits: N) -> R {
    E::Base::round_to(number, digits.into_expr())
}

/// The largest whole number that is not larger.
#[inline]
pub fn floor<E: Expr<Base: Fractional<Floor<E> = R>>, R>(number: E) -> R {
    E::Base::floor(number)
}

/// The smallest whole number that is not smaller.
#[inline]
pub fn ceil<E: Expr<Base: Fractional<Ceil<E> = R>>, R>(number: E) -> R {
    E::Base::ceil(number)
}

/// The number without what is behind the point.
#[inline]
pub fn trunc<E: Expr<Base: Fractional<Trunc<E> = R>>, R>(number: E) -> R {
    E::Base::trunc(number)
}

node!(/** What [`to_integer`] makes of a number that was cut. */ ToInteger<T> {
    SQLite => ["CAST(" T " AS INTEGER)"];
    PostgreSQL => ["CAST(" T " AS bigint)"];
    MySQL, MariaDB => ["CAST(" T " AS SIGNED)"]
});
expr!(ToInteger<T> -> i64;);

/// The number as an integer, without what is behind the point. One that is too large for an `i64` is an error on
/// PostgreSQL, and the largest there is elsewhere.
#[inline]
pub fn to_integer<E: Expr<Base: Fractional<Trunc<E> = T>>, T>(number: E) -> ToInteger<T> {
    ToInteger { T: E::Base::trunc(number) }
}
