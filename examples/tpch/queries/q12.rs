//! Query 12, shipping modes and order priority: how many urgent orders came late by mail and by ship.

use super::{answer, day};
use crate::tables::{
    lineitem::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;

answer! {
    /// A way to ship.
    pub struct Mode {
        mode: String,
        high: Option<i64>,
        low: Option<i64>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Mode> + Portable {
    let urgent = o_orderpriority.eq("1-URGENT").or(o_orderpriority.eq("2-HIGH"));
    let not_urgent = o_orderpriority.ne("1-URGENT").and(o_orderpriority.ne("2-HIGH"));

    from(orders::table)
        .join(lineitem::table, l_orderkey.eq(o_orderkey))
        .filter(l_shipmode.in_list(["MAIL", "SHIP"]))
        .filter(l_commitdate.lt(l_receiptdate))
        .filter(l_shipdate.lt(l_commitdate))
        .filter(l_receiptdate.ge(day(1994, 1, 1)))
        .filter(l_receiptdate.lt(day(1995, 1, 1)))
        .group_by(l_shipmode)
        .order_by(l_shipmode)
        .select(row!(Mode {
            mode: l_shipmode,
            high: sum(case(urgent, 1_i64).otherwise(0)),
            low: sum(case(not_urgent, 1_i64).otherwise(0)),
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Mode> + Portable {
    sql::<Mode>(
        "SELECT l_shipmode,
                sum(CASE WHEN o_orderpriority = '1-URGENT' OR o_orderpriority = '2-HIGH' THEN 1 ELSE 0 END) AS high,
                sum(CASE WHEN o_orderpriority <> '1-URGENT' AND o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END) AS low
         FROM orders
         JOIN lineitem ON l_orderkey = o_orderkey
         WHERE l_shipmode IN ('MAIL', 'SHIP')
           AND l_commitdate < l_receiptdate
           AND l_shipdate < l_commitdate
           AND l_receiptdate >= ?
           AND l_receiptdate < ?
         GROUP BY l_shipmode
         ORDER BY l_shipmode",
    )
    .bind(day(1994, 1, 1))
    .bind(day(1995, 1, 1))
}
