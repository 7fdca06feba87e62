//! Query 17, small quantity orders: what a year would earn less without orders of very few of a part.

use super::answer;
use crate::tables::{
    lineitem::{self, *},
    part::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

alias!(lineitem as l2);

answer! {
    /// The one row.
    pub struct Small {
        average: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Small> + Portable {
    let few = from(l2::table)
        .correlate(part::table)
        .filter(l2::l_partkey.eq(p_partkey))
        .select(value(Decimal::new(2, 1)).mul(avg(l2::l_quantity)));

    from(lineitem::table)
        .join(part::table, p_partkey.eq(l_partkey))
        .filter(p_brand.eq("Brand#23"))
        .filter(p_container.eq("MED BOX"))
        .filter(l_quantity.lt(scalar(few)))
        .select(row!(Small { average: sum(l_extendedprice).div(Decimal::new(70, 1)) }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Small> + Portable {
    sql::<Small>(
        "SELECT sum(l_extendedprice) / 7.0 AS avg_yearly
         FROM lineitem, part
         WHERE p_partkey = l_partkey
           AND p_brand = 'Brand#23'
           AND p_container = 'MED BOX'
           AND l_quantity < (
             SELECT 0.2 * avg(l_quantity)
             FROM lineitem
             WHERE l_partkey = p_partkey)",
    )
}
