//! Query 10, returned items: the twenty customers who sent back the most in a quarter.

use super::{answer, day};
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    nation::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// A customer.
    pub struct Returned {
        customer: i64,
        name: String,
        revenue: Option<Decimal>,
        account: Decimal,
        nation: String,
        address: String,
        phone: String,
        comment: String,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Returned> + Portable {
    let revenue = sum(l_extendedprice.mul(value(Decimal::ONE).sub(l_discount)));

    from(customer::table)
        .join(orders::table, o_custkey.eq(c_custkey))
        .join(lineitem::table, l_orderkey.eq(o_orderkey))
        .join(nation::table, n_nationkey.eq(c_nationkey))
        .filter(o_orderdate.ge(day(1993, 10, 1)))
        .filter(o_orderdate.lt(day(1994, 1, 1)))
        .filter(l_returnflag.eq("R"))
        .group_by((c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment))
        .order_by(revenue.desc())
        .limit(20)
        .select(row!(Returned {
            customer: c_custkey,
            name: c_name,
            revenue: revenue,
            account: c_acctbal,
            nation: n_name,
            address: c_address,
            phone: c_phone,
            comment: c_comment,
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Returned> + Portable {
    sql::<Returned>(
        "SELECT c_custkey,
                c_name,
                sum(l_extendedprice * (1 - l_discount)) AS revenue,
                c_acctbal, n_name, c_address, c_phone, c_comment
         FROM customer
         JOIN orders ON o_custkey = c_custkey
         JOIN lineitem ON l_orderkey = o_orderkey
         JOIN nation ON n_nationkey = c_nationkey
         WHERE o_orderdate >= ?
           AND o_orderdate < ?
           AND l_returnflag = 'R'
         GROUP BY c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
         ORDER BY revenue DESC
         LIMIT 20",
    )
    .bind(day(1993, 10, 1))
    .bind(day(1994, 1, 1))
}
