//! What `0003_first-names` does to rows.
//!
//! `run` is called where `up.sql` says so, in the transaction of the migration, or in one of its own on MySQL and MariaDB.

use aludel::prelude::*;

pub mod schema;

/// What the migrations run on.
pub type Backend = aludel::Any;

/// Changes the rows, with the tables of [`schema`]: they are what they are at this step. It must not commit.
///
/// # Errors
/// What the database says.
pub fn run(session: &mut Session<Backend>) -> aludel::Result<()> {
    use schema::{Customer, CustomerLevel, customers, orders};

    let found = session.load(from(customers::table).with_many(orders::customer_id))?;
    for (customer, orders) in found {
        let total: rust_decimal::Decimal = orders.iter().map(|order| session[*order].total).sum();
        let last = orders.iter().map(|order| session[*order].day).max();
        let first_name = session[customer].name.split(' ').next().map(str::to_owned);
        let customer = &mut session[customer];
        (customer.first_name, customer.last_order) = (first_name, last);
        customer.vip = total > 100.into();
        customer.level = CustomerLevel::Known;
    }
    if from(customers::table).filter(customers::name.eq("Cleo")).count(session)? == 0 {
        session.add(new!(Customer { name: "Cleo", first_name: "Cleo".to_owned() }));
    }
    session.flush()
}
