//! Query 15, the top supplier: who earned the most in a quarter.

use super::{answer, day};
use crate::tables::{
    lineitem::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

shape! {
    /// What a supplier earned.
    revenue { supplier_no: i64, total: Option<Decimal> }
}

answer! {
    /// A supplier.
    pub struct Top {
        supplier: i64,
        name: String,
        address: String,
        phone: String,
        revenue: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Top> + Portable {
    let earned = from(lineitem::table)
        .filter(l_shipdate.ge(day(1996, 1, 1)))
        .filter(l_shipdate.lt(day(1996, 4, 1)))
        .group_by(l_suppkey)
        .select(revenue::Columns {
            supplier_no: l_suppkey,
            total: sum(l_extendedprice.mul(value(Decimal::ONE).sub(l_discount))),
        });

    with(revenue::table, earned).query(|revenue| {
        let most = from(revenue).select(max(revenue::total));
        from(supplier::table)
            .join(revenue, revenue::supplier_no.eq(s_suppkey))
            .filter(revenue::total.eq(scalar(most)))
            .order_by(s_suppkey)
            .select(row!(Top {
                supplier: s_suppkey,
                name: s_name,
                address: s_address,
                phone: s_phone,
                revenue: revenue::total,
            }))
    })
}

/// The same as text.
pub fn text() -> impl Query<Row = Top> + Portable {
    sql::<Top>(
        "WITH revenue (supplier_no, total) AS (
           SELECT l_suppkey, sum(l_extendedprice * (1 - l_discount))
           FROM lineitem
           WHERE l_shipdate >= ?
             AND l_shipdate < ?
           GROUP BY l_suppkey)
         SELECT s_suppkey, s_name, s_address, s_phone, total
         FROM supplier, revenue
         WHERE s_suppkey = supplier_no
           AND total = (SELECT max(total) FROM revenue)
         ORDER BY s_suppkey",
    )
    .bind(day(1996, 1, 1))
    .bind(day(1996, 4, 1))
}
