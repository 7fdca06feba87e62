//! Query 18, large volume customers: the hundred largest orders of more than 300 pieces.

use super::answer;
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;

alias!(lineitem as l2);

answer! {
    /// An order.
    pub struct Large {
        name: String,
        customer: i64,
        order: i64,
        date: NaiveDate,
        price: Decimal,
        quantity: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Large> + Portable {
    let large = from(l2::table)
        .group_by(l2::l_orderkey)
        .having(sum(l2::l_quantity).gt(Decimal::from(300)))
        .select(l2::l_orderkey);

    from(customer::table)
        .join(orders::table, o_custkey.eq(c_custkey))
        .join(lineitem::table, l_orderkey.eq(o_orderkey))
        .filter(o_orderkey.in_query(large))
        .group_by((c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice))
        .order_by((o_totalprice.desc(), o_orderdate))
        .limit(100)
        .select(row!(Large {
            name: c_name,
            customer: c_custkey,
            order: o_orderkey,
            date: o_orderdate,
            price: o_totalprice,
            quantity: sum(l_quantity),
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Large> + Portable {
    sql::<Large>(
        "SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity)
         FROM customer, orders, lineitem
         WHERE o_orderkey IN (
             SELECT l_orderkey
             FROM lineitem
             GROUP BY l_orderkey
             HAVING sum(l_quantity) > 300)
           AND c_custkey = o_custkey
           AND o_orderkey = l_orderkey
         GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
         ORDER BY o_totalprice DESC, o_orderdate
         LIMIT 100",
    )
}
