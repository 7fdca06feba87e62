//! Query 9, product type profit measure: what was earned with green parts, by country and year.

use super::{answer, year_of};
use crate::tables::{
    lineitem::{self, *},
    nation::{self, *},
    orders::{self, *},
    part::{self, *},
    partsupp::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

shape! {
    /// What one item earned.
    profit { nation: String, year: i32, amount: Decimal }
}

answer! {
    /// A country in a year.
    pub struct Profit {
        nation: String,
        year: i32,
        sum_profit: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Profit> + Portable {
    let price = l_extendedprice.mul(value(Decimal::ONE).sub(l_discount));
    let earned = from(part::table)
        .join(lineitem::table, l_partkey.eq(p_partkey))
        .join(supplier::table, s_suppkey.eq(l_suppkey))
        .join(partsupp::table, ps_suppkey.eq(l_suppkey).and(ps_partkey.eq(l_partkey)))
        .join(orders::table, o_orderkey.eq(l_orderkey))
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .filter(p_name.like("%green%"))
        .select(profit::Columns {
            nation: n_name,
            year: extract(unit::Year, o_orderdate),
            amount: price.sub(ps_supplycost.mul(l_quantity)),
        });

    from(derived(profit::table, earned))
        .group_by((profit::nation, profit::year))
        .order_by((profit::nation, profit::year.desc()))
        .select(row!(Profit { nation: profit::nation, year: profit::year, sum_profit: sum(profit::amount) }))
}

/// The same as text.
pub fn text(on: DialectKind) -> impl Query<Row = Profit> + Portable {
    let text = year_of!(
        on,
        "SELECT nation, o_year, sum(amount) AS sum_profit
         FROM (
           SELECT n_name AS nation,
                  ",
        "o_orderdate",
        " AS o_year,
                  l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity AS amount
           FROM part
           JOIN lineitem ON l_partkey = p_partkey
           JOIN supplier ON s_suppkey = l_suppkey
           JOIN partsupp ON ps_suppkey = l_suppkey AND ps_partkey = l_partkey
           JOIN orders ON o_orderkey = l_orderkey
           JOIN nation ON n_nationkey = s_nationkey
           WHERE p_name LIKE '%green%') AS profit
         GROUP BY nation, o_year
         ORDER BY nation, o_year DESC"
    );
    sql::<Profit>(text)
}
