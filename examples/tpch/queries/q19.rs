//! Query 19, discounted revenue: what three kinds of parts earned that were handed over in person from the air.

use super::answer;
use crate::tables::{
    lineitem::{self, *},
    part::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// The one row.
    pub struct Discounted {
        revenue: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Discounted> + Portable {
    let kind = |brand: &'static str, containers: [&'static str; 4], least: i64, largest: i32| {
        p_brand
            .eq(brand)
            .and(p_container.in_list(containers))
            .and(l_quantity.between(Decimal::from(least), Decimal::from(least + 10)))
            .and(p_size.between(1, largest))
    };

    from(lineitem::table)
        .join(part::table, p_partkey.eq(l_partkey))
        .filter(
            kind("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5)
                .or(kind("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10))
                .or(kind("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15)),
        )
        .filter(l_shipmode.in_list(["AIR", "AIR REG"]))
        .filter(l_shipinstruct.eq("DELIVER IN PERSON"))
        .select(row!(Discounted { revenue: sum(l_extendedprice.mul(value(Decimal::ONE).sub(l_discount))) }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Discounted> + Portable {
    sql::<Discounted>(
        "SELECT sum(l_extendedprice * (1 - l_discount)) AS revenue
         FROM lineitem
         JOIN part ON p_partkey = l_partkey
         WHERE ((p_brand = 'Brand#12'
             AND p_container IN ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
             AND l_quantity >= 1 AND l_quantity <= 11
             AND p_size BETWEEN 1 AND 5)
           OR (p_brand = 'Brand#23'
             AND p_container IN ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
             AND l_quantity >= 10 AND l_quantity <= 20
             AND p_size BETWEEN 1 AND 10)
           OR (p_brand = 'Brand#34'
             AND p_container IN ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
             AND l_quantity >= 20 AND l_quantity <= 30
             AND p_size BETWEEN 1 AND 15))
           AND l_shipmode IN ('AIR', 'AIR REG')
           AND l_shipinstruct = 'DELIVER IN PERSON'",
    )
}
