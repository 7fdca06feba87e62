//! Query 3, shipping priority: the ten orders of a market segment worth most that were not shipped by a day.

use super::{answer, day};
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;

answer! {
    /// An order that waits.
    pub struct Waiting {
        order_key: i64,
        revenue: Decimal,
        order_date: NaiveDate,
        ship_priority: i32,
    }
}

/// `date '1995-03-15'`
fn today() -> NaiveDate {
    day(1995, 3, 15)
}

/// The typed form.
pub fn typed() -> impl Query<Row = Waiting> + Portable {
    let revenue = sum(l_extendedprice.mul(value(Decimal::ONE).sub(l_discount)));

    from(customer::table)
        .join(orders::table, o_custkey.eq(c_custkey))
        .join(lineitem::table, l_orderkey.eq(o_orderkey))
        .filter(c_mktsegment.eq("BUILDING"))
        .filter(o_orderdate.lt(today()))
        .filter(l_shipdate.gt(today()))
        .group_by((l_orderkey, o_orderdate, o_shippriority))
        .order_by((revenue.desc(), o_orderdate))
        .limit(10)
        .select(row!(Waiting {
            order_key: l_orderkey,
            revenue: revenue,
            order_date: o_orderdate,
            ship_priority: o_shippriority,
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Waiting> + Portable {
    sql::<Waiting>(
        "SELECT l_orderkey,
                sum(l_extendedprice * (1 - l_discount)) AS revenue,
                o_orderdate,
                o_shippriority
         FROM customer
         JOIN orders ON o_custkey = c_custkey
         JOIN lineitem ON l_orderkey = o_orderkey
         WHERE c_mktsegment = 'BUILDING'
           AND o_orderdate < ?
           AND l_shipdate > ?
         GROUP BY l_orderkey, o_orderdate, o_shippriority
         ORDER BY revenue DESC, o_orderdate
         LIMIT 10",
    )
    .bind(today())
    .bind(today())
}
