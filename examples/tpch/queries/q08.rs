//! Query 8, national market share: Brazil's share in what America bought of a type of steel, by year.

use super::{answer, day, year_of};
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    nation,
    orders::{self, *},
    part::{self, *},
    region::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

alias!(nation as n1);
alias!(nation as n2);
shape! {
    /// What was sold to America.
    all_nations { year: i32, volume: Decimal, nation: String }
}

answer! {
    /// A year.
    pub struct Share {
        year: i32,
        share: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Share> + Portable {
    let sold = from(part::table)
        .join(lineitem::table, l_partkey.eq(p_partkey))
        .join(supplier::table, s_suppkey.eq(l_suppkey))
        .join(orders::table, o_orderkey.eq(l_orderkey))
        .join(customer::table, c_custkey.eq(o_custkey))
        .join(n1::table, n1::n_nationkey.eq(c_nationkey))
        .join(region::table, r_regionkey.eq(n1::n_regionkey))
        .join(n2::table, n2::n_nationkey.eq(s_nationkey))
        .filter(r_name.eq("AMERICA"))
        .filter(o_orderdate.between(day(1995, 1, 1), day(1996, 12, 31)))
        .filter(p_type.eq("ECONOMY ANODIZED STEEL"))
        .select(all_nations::Columns {
            year: extract(unit::Year, o_orderdate),
            volume: l_extendedprice.mul(value(Decimal::ONE).sub(l_discount)),
            nation: n2::n_name,
        });
    let brazil = case(all_nations::nation.eq("BRAZIL"), all_nations::volume).otherwise(Decimal::ZERO);

    from(derived(all_nations::table, sold))
        .group_by(all_nations::year)
        .order_by(all_nations::year)
        .select(row!(Share { year: all_nations::year, share: sum(brazil).div(sum(all_nations::volume)) }))
}

/// The same as text.
pub fn text(on: DialectKind) -> impl Query<Row = Share> + Portable {
    let text = year_of!(
        on,
        "SELECT o_year, sum(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / sum(volume) AS mkt_share
         FROM (
           SELECT ",
        "o_orderdate",
        " AS o_year,
                  l_extendedprice * (1 - l_discount) AS volume,
                  n2.n_name AS nation
           FROM part, supplier, lineitem, orders, customer, nation n1, nation n2, region
           WHERE p_partkey = l_partkey
             AND s_suppkey = l_suppkey
             AND l_orderkey = o_orderkey
             AND o_custkey = c_custkey
             AND c_nationkey = n1.n_nationkey
             AND n1.n_regionkey = r_regionkey
             AND r_name = 'AMERICA'
             AND s_nationkey = n2.n_nationkey
             AND o_orderdate BETWEEN ? AND ?
             AND p_type = 'ECONOMY ANODIZED STEEL') AS all_nations
         GROUP BY o_year
         ORDER BY o_year"
    );
    sql::<Share>(text).bind(day(1995, 1, 1)).bind(day(1996, 12, 31))
}
