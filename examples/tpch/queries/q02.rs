//! Query 2, the minimum cost supplier: who in Europe sells a brass part of size 15 at the lowest price there.

use super::answer;
use crate::tables::{
    nation::{self, *},
    part::{self, *},
    partsupp::{self, *},
    region::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

alias!(partsupp as ps2);
alias!(supplier as s2);
alias!(nation as n2);
alias!(region as r2);

answer! {
    /// A supplier of a part.
    pub struct Cheapest {
        account: Decimal,
        supplier: String,
        nation: String,
        part: i64,
        manufacturer: String,
        address: String,
        phone: String,
        comment: String,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Cheapest> + Portable {
    let lowest = from(ps2::table)
        .join(s2::table, s2::s_suppkey.eq(ps2::ps_suppkey))
        .join(n2::table, n2::n_nationkey.eq(s2::s_nationkey))
        .join(r2::table, r2::r_regionkey.eq(n2::n_regionkey))
        .correlate(part::table)
        .filter(ps2::ps_partkey.eq(p_partkey))
        .filter(r2::r_name.eq("EUROPE"))
        .select(min(ps2::ps_supplycost));

    from(part::table)
        .join(partsupp::table, ps_partkey.eq(p_partkey))
        .join(supplier::table, s_suppkey.eq(ps_suppkey))
        .join(nation::table, n_nationkey.eq(s_nationkey))
        .join(region::table, r_regionkey.eq(n_regionkey))
        .filter(p_size.eq(15))
        .filter(p_type.like("%BRASS"))
        .filter(r_name.eq("EUROPE"))
        .filter(ps_supplycost.eq(scalar(lowest)))
        .order_by((s_acctbal.desc(), n_name, s_name, p_partkey))
        .limit(100)
        .select(row!(Cheapest {
            account: s_acctbal,
            supplier: s_name,
            nation: n_name,
            part: p_partkey,
            manufacturer: p_mfgr,
            address: s_address,
            phone: s_phone,
            comment: s_comment,
        }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Cheapest> + Portable {
    sql::<Cheapest>(
        "SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
         FROM part, supplier, partsupp, nation, region
         WHERE p_partkey = ps_partkey
           AND s_suppkey = ps_suppkey
           AND p_size = 15
           AND p_type LIKE '%BRASS'
           AND s_nationkey = n_nationkey
           AND n_regionkey = r_regionkey
           AND r_name = 'EUROPE'
           AND ps_supplycost = (
             SELECT min(ps_supplycost)
             FROM partsupp, supplier, nation, region
             WHERE p_partkey = ps_partkey
               AND s_suppkey = ps_suppkey
               AND s_nationkey = n_nationkey
               AND n_regionkey = r_regionkey
               AND r_name = 'EUROPE')
         ORDER BY s_acctbal DESC, n_name, s_name, p_partkey
         LIMIT 100",
    )
}
