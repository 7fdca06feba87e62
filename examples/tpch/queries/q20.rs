//! Query 20, potential part promotion: who in Canada has more of the forest parts than twice what a year took.

use super::{answer, day};
use crate::tables::{
    lineitem::{self, *},
    nation::{self, *},
    part::{self, *},
    partsupp::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// A supplier.
    pub struct Candidate {
        name: String,
        address: String,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Candidate> + Portable {
    let forest = from(part::table).filter(p_name.like("forest%")).select(p_partkey);
    let half_a_year = from(lineitem::table)
        .correlate(partsupp::table)
        .filter(l_partkey.eq(ps_partkey))
        .filter(l_suppkey.eq(ps_suppkey))
        .filter(l_shipdate.ge(day(1994, 1, 1)))
        .filter(l_shipdate.lt(day(1995, 1, 1)))
        .select(value(Decimal::new(5, 1)).mul(sum(l_quantity)));
    let with_enough = from(partsupp::table)
        .filter(ps_partkey.in_query(forest))
        .filter(ps_availqty.cast::<Decimal>().gt(scalar(half_a_year)))
        .select(ps_suppkey);

    from(supplier::table)
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .filter(s_suppkey.in_query(with_enough))
        .filter(n_name.eq("CANADA"))
        .order_by(s_name)
        .select(row!(Candidate { name: s_name, address: s_address }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Candidate> + Portable {
    sql::<Candidate>(
        "SELECT s_name, s_address
         FROM supplier, nation
         WHERE s_suppkey IN (
             SELECT ps_suppkey
             FROM partsupp
             WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'forest%')
               AND ps_availqty > (
                 SELECT 0.5 * sum(l_quantity)
                 FROM lineitem
                 WHERE l_partkey = ps_partkey
                   AND l_suppkey = ps_suppkey
                   AND l_shipdate >= ?
                   AND l_shipdate < ?))
           AND s_nationkey = n_nationkey
           AND n_name = 'CANADA'
         ORDER BY s_name",
    )
    .bind(day(1994, 1, 1))
    .bind(day(1995, 1, 1))
}
