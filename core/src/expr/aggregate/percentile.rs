//! Ordered-set aggregates: PostgreSQL's.

use super::aggregates;
use crate::{
    expr::{Number, Ordered, PerRowExpr, Value},
    node,
};

node!(/** `percentile_cont(fraction) WITHIN GROUP (ORDER BY operand)` */ PercentileCont<E, F> {
    PostgreSQL => ["percentile_cont(" F ") WITHIN GROUP (ORDER BY CAST(" E " AS double precision))"];
    SQLite, MySQL, MariaDB => lacks "`percentile_cont` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`percentile_cont` does not exist on every backend, only on PostgreSQL"
});
node!(/** `percentile_disc(fraction) WITHIN GROUP (ORDER BY operand)` */ PercentileDisc<E, F> {
    PostgreSQL => ["percentile_disc(" F ") WITHIN GROUP (ORDER BY " E ")"];
    SQLite, MySQL, MariaDB => lacks "`percentile_disc` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`percentile_disc` does not exist on every backend, only on PostgreSQL"
});
node!(/** `mode() WITHIN GROUP (ORDER BY operand)` */ Mode<E> {
    PostgreSQL => ["mode() WITHIN GROUP (ORDER BY " E ")"];
    SQLite, MySQL, MariaDB => lacks "`mode` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`mode` does not exist on every backend, only on PostgreSQL"
});
aggregates! { only
    PercentileCont<E, F> gathered -> f64;
    PercentileDisc<E, F> gathered -> E::Base;
    Mode<E> gathered -> E::Base;
}

/// What lies at a fraction of the sorted values, from 0 to 1, between two of them if need be: `0.5` is the median.
/// PostgreSQL only.
#[inline]
pub fn percentile_cont<F: Value<f64>, E: PerRowExpr<Base: Number>>(fraction: F, of: E) -> PercentileCont<E, F::E> {
    PercentileCont { E: of, F: fraction.into_expr() }
}

/// The first of the sorted values that has at least a fraction of them, from 0 to 1, up to it. PostgreSQL only.
#[inline]
pub fn percentile_disc<F: Value<f64>, E: PerRowExpr<Base: Ordered>>(fraction: F, of: E) -> PercentileDisc<E, F::E> {
    PercentileDisc { E: of, F: fraction.into_expr() }
}

/// The value that there is most often; the smallest, if there are several. PostgreSQL only.
#[inline]
pub fn mode<E: PerRowExpr<Base: Ordered>>(of: E) -> Mode<E> {
    Mode { E: of }
}
