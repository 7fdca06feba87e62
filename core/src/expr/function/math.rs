//! Mathematics in floating point, of any number.
//!
//! Where a function has no value (the root of a negative number) it is NULL on every backend; a result that is too
//! large is an error. MySQL refuses to write such a NULL, so it is not asked. SQLite gets these functions from
//! the backend, whatever it was built with.

use super::functions;
use crate::{
    expr::{
        Expr, Fixed, Number,
        scope::{Nothing, Sure},
    },
    sql::{Dialect, Sql, Tok},
    value::Binder,
};

functions! {
    /// The square root; NULL of a negative number.
    sqrt<N: Expr<Base: Number>>(number): maybe -> f64 = Sqrt {
        SQLite, MySQL, MariaDB => ["sqrt(" N ")"];
        PostgreSQL => ["sqrt(CAST(CASE WHEN " N " >= 0 THEN " N " END AS double precision))"]
    };
    /// The natural logarithm; NULL of zero and less.
    ln<N: Expr<Base: Number>>(number): maybe -> f64 = Ln {
        SQLite => ["ln(" N ")"];
        PostgreSQL => ["ln(CAST(CASE WHEN " N " > 0 THEN " N " END AS double precision))"];
        MySQL => ["ln(CASE WHEN " N " > 0 THEN " N " END)"];
        MariaDB => ["ln(" N ")"]
    };
    /// The logarithm to the base 10; NULL of zero and less.
    log10<N: Expr<Base: Number>>(number): maybe -> f64 = Log10 {
        SQLite => ["log10(" N ")"];
        PostgreSQL => ["log(CAST(CASE WHEN " N " > 0 THEN " N " END AS double precision))"];
        MySQL => ["log10(CASE WHEN " N " > 0 THEN " N " END)"];
        MariaDB => ["log10(" N ")"]
    };
    /// The logarithm to the base 2; NULL of zero and less.
    log2<N: Expr<Base: Number>>(number): maybe -> f64 = Log2 {
        SQLite => ["log2(" N ")"];
        PostgreSQL => ["(ln(CAST(CASE WHEN " N " > 0 THEN " N " END AS double precision)) / ln(2::double precision))"];
        MySQL => ["log2(CASE WHEN " N " > 0 THEN " N " END)"];
        MariaDB => ["log2(" N ")"]
    };
    /// The logarithm to a base; NULL where there is none: of zero and less, to the base 1.
    log<N: Expr<Base: Number>>(number, base: X = f64): maybe -> f64 = Log {
        SQLite => ["(ln(" N ") / nullif(ln(" X "), 0.0))"];
        PostgreSQL => [
            "(ln(CAST(CASE WHEN " N " > 0 THEN " N " END AS double precision)) / nullif(ln(CASE WHEN " X " > 0 THEN " X
            " END), 0))"
        ];
        MySQL => ["(ln(CASE WHEN " N " > 0 THEN " N " END) / nullif(ln(CASE WHEN " X " > 0 THEN " X " END), 0e0))"];
        MariaDB => ["(ln(" N ") / nullif(ln(" X "), 0e0))"]
    };
    /// e raised to the number.
    exp<N: Expr<Base: Number>>(number) -> f64 = Exp {
        SQLite, MySQL, MariaDB => ["exp(" N ")"];
        PostgreSQL => ["exp(CAST(" N " AS double precision))"]
    };
    /// The number raised to a power, in floating point. A power that is no number (a root of a negative number, a
    /// negative power of zero) is an error.
    power<N: Expr<Base: Number>>(number, exponent: X = f64) -> f64 = Power {
        SQLite, MySQL, MariaDB => ["power(" N ", " X ")"];
        PostgreSQL => ["power(CAST(" N " AS double precision), " X ")"]
    };
    /// The sine of an angle in radians.
    sin<N: Expr<Base: Number>>(angle) -> f64 = Sin {
        SQLite, MySQL, MariaDB => ["sin(" N ")"];
        PostgreSQL => ["sin(CAST(" N " AS double precision))"]
    };
    /// The cosine of an angle in radians.
    cos<N: Expr<Base: Number>>(angle) -> f64 = Cos {
        SQLite, MySQL, MariaDB => ["cos(" N ")"];
        PostgreSQL => ["cos(CAST(" N " AS double precision))"]
    };
    /// The tangent of an angle in radians.
    tan<N: Expr<Base: Number>>(angle) -> f64 = Tan {
        SQLite, MySQL, MariaDB => ["tan(" N ")"];
        PostgreSQL => ["tan(CAST(" N " AS double precision))"]
    };
    /// The angle whose sine it is, in radians; NULL beyond -1 and 1.
    asin<N: Expr<Base: Number>>(number): maybe -> f64 = Asin {
        SQLite, MySQL, MariaDB => ["asin(" N ")"];
        PostgreSQL => ["asin(CAST(CASE WHEN " N " BETWEEN -1 AND 1 THEN " N " END AS double precision))"]
    };
    /// The angle whose cosine it is, in radians; NULL beyond -1 and 1.
    acos<N: Expr<Base: Number>>(number): maybe -> f64 = Acos {
        SQLite, MySQL, MariaDB => ["acos(" N ")"];
        PostgreSQL => ["acos(CAST(CASE WHEN " N " BETWEEN -1 AND 1 THEN " N " END AS double precision))"]
    };
    /// The angle whose tangent it is, in radians.
    atan<N: Expr<Base: Number>>(number) -> f64 = Atan {
        SQLite, MySQL, MariaDB => ["atan(" N ")"];
        PostgreSQL => ["atan(CAST(" N " AS double precision))"]
    };
    /// The angle of the point (x, y), in radians. A zero is positive, whatever its sign.
    atan2<N: Expr<Base: Number>>(y, x: X = f64) -> f64 = Atan2 {
        SQLite => ["atan2((" N ") + 0.0, (" X ") + 0.0)"];
        PostgreSQL => ["atan2(CAST(" N " AS double precision) + 0, (" X ") + 0)"];
        MySQL, MariaDB => ["atan2((" N ") + 0e0, (" X ") + 0e0)"]
    };
    /// An angle in degrees, of one in radians.
    degrees<N: Expr<Base: Number>>(angle) -> f64 = Degrees {
        SQLite, MySQL, MariaDB => ["degrees(" N ")"];
        PostgreSQL => ["degrees(CAST(" N " AS double precision))"]
    };
    /// An angle in radians, of one in degrees.
    radians<N: Expr<Base: Number>>(angle) -> f64 = Radians {
        SQLite, MySQL, MariaDB => ["radians(" N ")"];
        PostgreSQL => ["radians(CAST(" N " AS double precision))"]
    };
}

/// What [`random`] makes.
#[derive(Debug, Clone, Copy)]
pub struct Random;
impl Expr for Random {
    type Base = f64;
    // Not of nothing: rows can be sorted by it.
    type Uses = Sure<Nothing>;
}
impl Fixed for Random {}
impl<D: Dialect> Sql<D> for Random {
    const TOK: Tok = Tok::Each(&[
        Tok::Lit("(0.5 + random() / 18446744073709551616.0)"),
        Tok::Lit("random()"),
        Tok::Lit("rand()"),
        Tok::Lit("rand()"),
    ]);
}

/// A random number from 0 to 1, another one for each row: `order_by(random())` shuffles.
#[inline]
pub fn random() -> Random {
    Random
}
