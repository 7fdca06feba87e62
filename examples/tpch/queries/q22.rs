//! Query 22, global sales opportunity: customers with money and without an order, by the country of their phone.

use super::answer;
use crate::tables::{
    customer::{self, *},
    orders::{self, *},
};
use aludel::prelude::*;
use rust_decimal::Decimal;

alias!(customer as c2);
shape! {
    /// A customer who could buy.
    custsale { code: String, account: Decimal }
}

answer! {
    /// A country.
    pub struct Opportunity {
        code: String,
        customers: i64,
        accounts: Option<Decimal>,
    }
}

/// The countries.
const CODES: [&str; 7] = ["13", "31", "23", "29", "30", "18", "17"];

/// The typed form.
pub fn typed() -> impl Query<Row = Opportunity> + Portable {
    let average = from(c2::table)
        .filter(c2::c_acctbal.gt(Decimal::ZERO))
        .filter(substring(c2::c_phone, 1, 2).in_list(CODES))
        .select(avg(c2::c_acctbal));
    let ordered = from(orders::table).correlate(customer::table).filter(o_custkey.eq(c_custkey));
    let could_buy = from(customer::table)
        .filter(substring(c_phone, 1, 2).in_list(CODES))
        .filter(c_acctbal.gt(scalar(average)))
        .filter(not_exists(ordered))
        .select(custsale::Columns { code: substring(c_phone, 1, 2), account: c_acctbal });

    from(derived(custsale::table, could_buy))
        .group_by(custsale::code)
        .order_by(custsale::code)
        .select(row!(Opportunity { code: custsale::code, customers: count(), accounts: sum(custsale::account) }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Opportunity> + Portable {
    sql::<Opportunity>(
        "SELECT cntrycode, count(*) AS numcust, sum(c_acctbal) AS totacctbal
         FROM (
           SELECT substring(c_phone, 1, 2) AS cntrycode, c_acctbal
           FROM customer
           WHERE substring(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17')
             AND c_acctbal > (
               SELECT avg(c_acctbal)
               FROM customer
               WHERE c_acctbal > 0.00
                 AND substring(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17'))
             AND NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)) AS custsale
         GROUP BY cntrycode
         ORDER BY cntrycode",
    )
}
