//! Query 1, the pricing summary: what was billed, shipped and returned until 90 days before the last day.

use super::{answer, day};
use crate::tables::lineitem::{self, *};
use aludel::prelude::*;
use chrono::{NaiveDate, TimeDelta};
use rust_decimal::Decimal;

answer! {
    /// The line items of one flag and status.
    pub struct Summary {
        return_flag: String,
        line_status: String,
        sum_qty: Decimal,
        sum_base_price: Decimal,
        sum_disc_price: Decimal,
        sum_charge: Decimal,
        avg_qty: Decimal,
        avg_price: Decimal,
        avg_disc: Decimal,
        count_order: i64,
    }
}

/// `date '1998-12-01' - interval '90' day`, which every database writes otherwise.
fn last_day() -> NaiveDate {
    day(1998, 12, 1) - TimeDelta::days(90)
}

/// The typed form.
pub fn typed() -> impl Query<Row = Summary> + Portable {
    let one = value(Decimal::ONE);
    let disc_price = l_extendedprice.mul(one.sub(l_discount));
    let charge = disc_price.mul(one.add(l_tax));

    from(lineitem::table)
        .filter(l_shipdate.le(last_day()))
        .group_by((l_returnflag, l_linestatus))
        .order_by((l_returnflag, l_linestatus))
        .select(row!(Summary {
            return_flag: l_returnflag,
            line_status: l_linestatus,
            sum_qty: sum(l_quantity),
            sum_base_price: sum(l_extendedprice),
            sum_disc_price: sum(disc_price),
            sum_charge: sum(charge),
            avg_qty: avg(l_quantity),
            avg_price: avg(l_extendedprice),
            avg_disc: avg(l_discount),
            count_order: count(),
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Summary> + Portable {
    sql::<Summary>(
        "SELECT l_returnflag,
                l_linestatus,
                sum(l_quantity) AS sum_qty,
                sum(l_extendedprice) AS sum_base_price,
                sum(l_extendedprice * (1 - l_discount)) AS sum_disc_price,
                sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS sum_charge,
                avg(l_quantity) AS avg_qty,
                avg(l_extendedprice) AS avg_price,
                avg(l_discount) AS avg_disc,
                count(*) AS count_order
         FROM lineitem
         WHERE l_shipdate <= ?
         GROUP BY l_returnflag, l_linestatus
         ORDER BY l_returnflag, l_linestatus",
    )
    .bind(last_day())
}
