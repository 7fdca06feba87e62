//! Query 4, order priority checking: how many orders of a quarter had an item that came late, by priority.

use super::{answer, day};
use crate::tables::{
    lineitem::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;

answer! {
    /// A priority.
    pub struct Late {
        priority: String,
        orders: i64,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Late> + Portable {
    let late = from(lineitem::table)
        .correlate(orders::table)
        .filter(l_orderkey.eq(o_orderkey))
        .filter(l_commitdate.lt(l_receiptdate));

    from(orders::table)
        .filter(o_orderdate.ge(day(1993, 7, 1)))
        .filter(o_orderdate.lt(day(1993, 10, 1)))
        .filter(exists(late))
        .group_by(o_orderpriority)
        .order_by(o_orderpriority)
        .select(row!(Late { priority: o_orderpriority, orders: count() }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Late> + Portable {
    sql::<Late>(
        "SELECT o_orderpriority, count(*) AS order_count
         FROM orders
         WHERE o_orderdate >= ?
           AND o_orderdate < ?
           AND EXISTS (
             SELECT *
             FROM lineitem
             WHERE l_orderkey = o_orderkey
               AND l_commitdate < l_receiptdate)
         GROUP BY o_orderpriority
         ORDER BY o_orderpriority",
    )
    .bind(day(1993, 7, 1))
    .bind(day(1993, 10, 1))
}
