//! Statistics, in floating point.

use super::aggregates;
use crate::{
    expr::{Number, PerRowExpr},
    node,
};

/// One line per statistic: its function, its node, its name in SQL, and whether one value is enough for it.
macro_rules! statistics {
    ($($(#[$m:meta])* $name:ident $node:ident $sql:literal $cast:literal $how:ident;)*) => { $(
        node!(#[doc = concat!("What [`", stringify!($name), "`] makes.")] $node<E> {
            SQLite => [$sql E ")"];
            PostgreSQL => [$cast E " AS double precision))"];
            MySQL, MariaDB => [$sql E ")"]
        });
        aggregates!($node<E> $how -> f64;);

        $(#[$m])*
        #[inline]
        pub fn $name<E: PerRowExpr<Base: Number>>(operand: E) -> $node<E> {
            $node { E: operand }
        }
    )* };
}
statistics! {
    /// The standard deviation of all the values there are.
    stddev_pop StddevPop "stddev_pop(" "stddev_pop(CAST(" gathered;
    /// The standard deviation that the values, being a sample, let expect; NULL of fewer than two.
    stddev_samp StddevSamp "stddev_samp(" "stddev_samp(CAST(" maybe;
    /// The variance of all the values there are.
    var_pop VarPop "var_pop(" "var_pop(CAST(" gathered;
    /// The variance that the values, being a sample, let expect; NULL of fewer than two.
    var_samp VarSamp "var_samp(" "var_samp(CAST(" maybe;
}
