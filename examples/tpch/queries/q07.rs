//! Query 7, volume shipping: what France and Germany sold to each other, by year.

use super::{answer, day, year_of};
use crate::tables::{
    customer::{self, *},
    lineitem::{self, *},
    nation,
    orders::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

alias!(nation as n1);
alias!(nation as n2);
shape! {
    /// What was shipped from one country to another.
    shipping { supp_nation: String, cust_nation: String, year: i32, volume: Decimal }
}

answer! {
    /// A direction in a year.
    pub struct Shipped {
        from: String,
        to: String,
        year: i32,
        revenue: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Shipped> + Portable {
    let between = |one: &'static str, other: &'static str| n1::n_name.eq(one).and(n2::n_name.eq(other));
    let shipped = from(supplier::table)
        .join(lineitem::table, l_suppkey.eq(s_suppkey))
        .join(orders::table, o_orderkey.eq(l_orderkey))
        .join(customer::table, c_custkey.eq(o_custkey))
        .join(n1::table, n1::n_nationkey.eq(s_nationkey))
        .join(n2::table, n2::n_nationkey.eq(c_nationkey))
        .filter(between("FRANCE", "GERMANY").or(between("GERMANY", "FRANCE")))
        .filter(l_shipdate.between(day(1995, 1, 1), day(1996, 12, 31)))
        .select(shipping::Columns {
            supp_nation: n1::n_name,
            cust_nation: n2::n_name,
            year: extract(unit::Year, l_shipdate),
            volume: l_extendedprice.mul(value(Decimal::ONE).sub(l_discount)),
        });

    from(derived(shipping::table, shipped))
        .group_by((shipping::supp_nation, shipping::cust_nation, shipping::year))
        .order_by((shipping::supp_nation, shipping::cust_nation, shipping::year))
        .select(row!(Shipped {
            from: shipping::supp_nation,
            to: shipping::cust_nation,
            year: shipping::year,
            revenue: sum(shipping::volume),
        }))
}

/// The same as text.
pub fn text(on: DialectKind) -> impl Query<Row = Shipped> + Portable {
    let text = year_of!(
        on,
        "SELECT supp_nation, cust_nation, l_year, sum(volume) AS revenue
         FROM (
           SELECT n1.n_name AS supp_nation,
                  n2.n_name AS cust_nation,
                  ",
        "l_shipdate",
        " AS l_year,
                  l_extendedprice * (1 - l_discount) AS volume
           FROM supplier, lineitem, orders, customer, nation n1, nation n2
           WHERE s_suppkey = l_suppkey
             AND o_orderkey = l_orderkey
             AND c_custkey = o_custkey
             AND s_nationkey = n1.n_nationkey
             AND c_nationkey = n2.n_nationkey
             AND ((n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY')
               OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE'))
             AND l_shipdate BETWEEN ? AND ?) AS shipping
         GROUP BY supp_nation, cust_nation, l_year
         ORDER BY supp_nation, cust_nation, l_year"
    );
    sql::<Shipped>(text).bind(day(1995, 1, 1)).bind(day(1996, 12, 31))
}
