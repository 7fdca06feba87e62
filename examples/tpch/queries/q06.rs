//! Query 6, the forecast: what a year would have earned more without the discounts of about six percent.

use super::{answer, day};
use crate::tables::lineitem::{self, *};
use aludel::prelude::*;
use rust_decimal::Decimal;

answer! {
    /// The one row.
    pub struct Forecast {
        revenue: Option<Decimal>,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Forecast> + Portable {
    // 0.06 and 0.01, calculated with here: the floats of SQLite would miss 0.07.
    let (discount, margin) = (Decimal::new(6, 2), Decimal::new(1, 2));

    from(lineitem::table)
        .filter(l_shipdate.ge(day(1994, 1, 1)))
        .filter(l_shipdate.lt(day(1995, 1, 1)))
        .filter(l_discount.between(discount - margin, discount + margin))
        .filter(l_quantity.lt(24))
        .select(row!(Forecast { revenue: sum(l_extendedprice.mul(l_discount)) }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Forecast> + Portable {
    sql::<Forecast>(
        "SELECT sum(l_extendedprice * l_discount) AS revenue
         FROM lineitem
         WHERE l_shipdate >= ?
           AND l_shipdate < ?
           AND l_discount BETWEEN 0.05 AND 0.07
           AND l_quantity < 24",
    )
    .bind(day(1994, 1, 1))
    .bind(day(1995, 1, 1))
}
