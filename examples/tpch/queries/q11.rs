//! Query 11, important stock: the parts that make up the most of what German suppliers have in stock.

use super::answer;
use crate::tables::{
    nation::{self, *},
    partsupp::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// A part.
    pub struct Stock {
        part: i64,
        value: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Stock> + Portable {
    let german = from(partsupp::table)
        .join(supplier::table, s_suppkey.eq(ps_suppkey))
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .filter(n_name.eq("GERMANY"));
    let worth = sum(ps_supplycost.mul(ps_availqty.cast::<Decimal>()));
    let least = german.select(worth.mul(Decimal::new(1, 4)));

    german
        .group_by(ps_partkey)
        .having(worth.gt(scalar(least)))
        .order_by(worth.desc())
        .select(row!(Stock { part: ps_partkey, value: worth }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Stock> + Portable {
    sql::<Stock>(
        "SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value
         FROM partsupp, supplier, nation
         WHERE ps_suppkey = s_suppkey
           AND s_nationkey = n_nationkey
           AND n_name = 'GERMANY'
         GROUP BY ps_partkey
         HAVING sum(ps_supplycost * ps_availqty) > (
           SELECT sum(ps_supplycost * ps_availqty) * 0.0001
           FROM partsupp, supplier, nation
           WHERE ps_suppkey = s_suppkey
             AND s_nationkey = n_nationkey
             AND n_name = 'GERMANY')
         ORDER BY value DESC",
    )
}
