//! The tables as they are at this step. The program's own declarations go on without this file, which stays as it is.
//! Indexes, comments and conditions, which mean nothing for rows, are left out.

#![allow(missing_docs, dead_code)]

use aludel::prelude::*;

sql_enum! {
    /// The values of `level`.
    pub enum CustomerLevel {
        New = "new",
        Known = "known",
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Customer in customers {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        name: String,
        #[max_len(50)]
        first_name: Option<String>,
        last_order: Option<chrono::NaiveDate>,
        #[default(false)]
        vip: bool,
        #[default("new")]
        level: CustomerLevel,
        #[version]
        version: i32,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Order in orders {
        #[primary_key(auto)]
        id: i64,
        #[references(customers::id, on_delete = cascade)]
        customer_id: i64,
        #[decimal(10, 2)]
        total: rust_decimal::Decimal,
        day: chrono::NaiveDate,
        #[generated("total * 2")]
        double: Option<rust_decimal::Decimal>,
    }
}

schema! { pub Frozen: customers, orders }
