//! Query 14, the promotion effect: how much of a month's revenue came from parts in promotion, in percent.

use super::{answer, day};
use crate::tables::{
    lineitem::{self, *},
    part::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// The one row.
    pub struct Promotion {
        percent: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Promotion> + Portable {
    let price = l_extendedprice.mul(value(Decimal::ONE).sub(l_discount));
    // Rounded: a quotient has as many digits as the database likes, on MariaDB more than a `Decimal`.
    let promoted = sum(case(p_type.like("PROMO%"), price).otherwise(Decimal::ZERO));

    from(lineitem::table)
        .join(part::table, p_partkey.eq(l_partkey))
        .filter(l_shipdate.ge(day(1995, 9, 1)))
        .filter(l_shipdate.lt(day(1995, 10, 1)))
        .select(row!(Promotion { percent: round_to(value(Decimal::new(10_000, 2)).mul(promoted).div(sum(price)), 6) }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Promotion> + Portable {
    sql::<Promotion>(
        "SELECT round(
                  100.00 * sum(CASE WHEN p_type LIKE 'PROMO%' THEN l_extendedprice * (1 - l_discount) ELSE 0 END)
                    / sum(l_extendedprice * (1 - l_discount)), 6) AS promo_revenue
         FROM lineitem, part
         WHERE l_partkey = p_partkey
           AND l_shipdate >= ?
           AND l_shipdate < ?",
    )
    .bind(day(1995, 9, 1))
    .bind(day(1995, 10, 1))
}
