//! Query 21, suppliers who kept orders waiting: who in Saudi Arabia alone was late with an order of several suppliers.

use super::answer;
use crate::tables::{
    lineitem,
    nation::{self, *},
    orders::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;

alias!(lineitem as l1);
alias!(lineitem as l2);
alias!(lineitem as l3);

answer! {
    /// A supplier.
    pub struct Waited {
        name: String,
        orders: i64,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Waited> + Portable {
    let others = from(l2::table)
        .correlate(l1::table)
        .filter(l2::l_orderkey.eq(l1::l_orderkey))
        .filter(l2::l_suppkey.ne(l1::l_suppkey));
    let others_late = from(l3::table)
        .correlate(l1::table)
        .filter(l3::l_orderkey.eq(l1::l_orderkey))
        .filter(l3::l_suppkey.ne(l1::l_suppkey))
        .filter(l3::l_receiptdate.gt(l3::l_commitdate));

    from(supplier::table)
        .join(l1::table, l1::l_suppkey.eq(s_suppkey))
        .join(orders::table, o_orderkey.eq(l1::l_orderkey))
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .filter(o_orderstatus.eq("F"))
        .filter(l1::l_receiptdate.gt(l1::l_commitdate))
        .filter(exists(others))
        .filter(not_exists(others_late))
        .filter(n_name.eq("SAUDI ARABIA"))
        .group_by(s_name)
        .order_by((count().desc(), s_name))
        .limit(100)
        .select(row!(Waited { name: s_name, orders: count() }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Waited> + Portable {
    sql::<Waited>(
        "SELECT s_name, count(*) AS numwait
         FROM supplier, lineitem l1, orders, nation
         WHERE s_suppkey = l1.l_suppkey
           AND o_orderkey = l1.l_orderkey
           AND o_orderstatus = 'F'
           AND l1.l_receiptdate > l1.l_commitdate
           AND EXISTS (
             SELECT *
             FROM lineitem l2
             WHERE l2.l_orderkey = l1.l_orderkey
               AND l2.l_suppkey <> l1.l_suppkey)
           AND NOT EXISTS (
             SELECT *
             FROM lineitem l3
             WHERE l3.l_orderkey = l1.l_orderkey
               AND l3.l_suppkey <> l1.l_suppkey
               AND l3.l_receiptdate > l3.l_commitdate)
           AND s_nationkey = n_nationkey
           AND n_name = 'SAUDI ARABIA'
         GROUP BY s_name
         ORDER BY numwait DESC, s_name
         LIMIT 100",
    )
}
