//! Aggregates of intervals. PostgreSQL only.

use super::aggregates;
use crate::{
    expr::{IsInterval, PerRowExpr},
    node,
    value::Interval,
};

/// One line per aggregate: its function, its node and its name in SQL.
macro_rules! of_intervals {
    ($($(#[$m:meta])* $name:ident $node:ident $sql:literal;)*) => { $(
        node!(#[doc = concat!("What [`", stringify!($name), "`] makes.")] $node<E> {
            PostgreSQL => [$sql E ")"];
            SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
            AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
        });
        aggregates!($node<E> gathered -> Interval;);

        $(#[$m])*
        #[inline]
        pub fn $name<E: PerRowExpr<Base: IsInterval>>(operand: E) -> $node<E> {
            $node { E: operand }
        }
    )* };
}
of_intervals! {
    /// The sum of intervals; NULL of no rows. PostgreSQL only.
    interval_sum IntervalSum "sum(";
    /// The average of intervals; NULL of no rows. PostgreSQL only.
    interval_avg IntervalAvg "avg(";
}
