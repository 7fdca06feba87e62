//! Query 5, local supplier volume: what suppliers of Asia sold in their own country in a year.

use super::{answer, day};
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    nation::{self, *},
    orders::{self, *},
    region::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// A country.
    pub struct Volume {
        nation: String,
        revenue: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Volume> + Portable {
    let revenue = sum(l_extendedprice.mul(value(Decimal::ONE).sub(l_discount)));

    from(customer::table)
        .join(orders::table, o_custkey.eq(c_custkey))
        .join(lineitem::table, l_orderkey.eq(o_orderkey))
        .join(supplier::table, s_suppkey.eq(l_suppkey).and(s_nationkey.eq(c_nationkey)))
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .join(region::table, r_regionkey.eq(n_regionkey))
        .filter(r_name.eq("ASIA"))
        .filter(o_orderdate.ge(day(1994, 1, 1)))
        .filter(o_orderdate.lt(day(1995, 1, 1)))
        .group_by(n_name)
        .order_by(revenue.desc())
        .select(row!(Volume { nation: n_name, revenue: revenue }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Volume> + Portable {
    sql::<Volume>(
        "SELECT n_name, sum(l_extendedprice * (1 - l_discount)) AS revenue
         FROM customer
         JOIN orders ON o_custkey = c_custkey
         JOIN lineitem ON l_orderkey = o_orderkey
         JOIN supplier ON s_suppkey = l_suppkey AND s_nationkey = c_nationkey
         JOIN nation ON n_nationkey = s_nationkey
         JOIN region ON r_regionkey = n_regionkey
         WHERE r_name = 'ASIA'
           AND o_orderdate >= ?
           AND o_orderdate < ?
         GROUP BY n_name
         ORDER BY revenue DESC",
    )
    .bind(day(1994, 1, 1))
    .bind(day(1995, 1, 1))
}
