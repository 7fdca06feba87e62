//! Query 13, customer distribution: how many customers have how many orders, special requests left out.

use super::answer;
use crate::tables::{
    customer::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;

shape! {
    /// How many orders a customer has.
    c_orders { customer: i64, orders: i64 }
}

answer! {
    /// A number of orders.
    pub struct Distribution {
        orders: i64,
        customers: i64,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Distribution> + Portable {
    let orders_of_each = from(customer::table)
        .left_join(orders::table, o_custkey.eq(c_custkey).and(o_comment.not_like("%special%requests%")))
        .group_by(c_custkey)
        .select(c_orders::Columns { customer: c_custkey, orders: count_of(o_orderkey) });

    from(derived(c_orders::table, orders_of_each))
        .group_by(c_orders::orders)
        .order_by((count().desc(), c_orders::orders.desc()))
        .select(row!(Distribution { orders: c_orders::orders, customers: count() }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Distribution> + Portable {
    sql::<Distribution>(
        "SELECT c_count, count(*) AS custdist
         FROM (
           SELECT c_custkey, count(o_orderkey) AS c_count
           FROM customer
           LEFT JOIN orders ON c_custkey = o_custkey AND o_comment NOT LIKE '%special%requests%'
           GROUP BY c_custkey) AS c_orders
         GROUP BY c_count
         ORDER BY custdist DESC, c_count DESC",
    )
}
