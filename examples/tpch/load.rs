//! Fills the tables with what `tpchgen` generates.

use crate::tables::{Order, *}; // `Order` by its name, since the prelude has a trait called so
use aludel::{Any, Error, ErrorKind, Result, engine::Connection, prelude::*};
use chrono::{NaiveDate, TimeDelta};
use indicatif::{ProgressBar, ProgressStyle};
use rust_decimal::Decimal;
use std::{collections::HashSet, hash::Hash};
use tpchgen::{dates::TPCHDate, decimal::TPCHDecimal, generators as generated};

/// Rows per INSERT that is handed to the library; it splits further where a backend takes fewer values.
const BATCH: usize = 1000;
/// The suppliers of a part, whose rows are generated one after the other.
const SUPPLIERS: usize = 4;
const _: () = assert!(BATCH.is_multiple_of(SUPPLIERS), "`first_of_each` wants the rows of a part in one batch");

/// One line per table, those first that others refer to: its generator, and its columns out of a generated row.
///
/// The generated fields have the columns' names, so that a column needs to say no more than how it is converted.
macro_rules! load {
    ($(
        $generator:ident => $Row:ident in $table:ident $(once per ($($key:ident),+))?
        { $($column:ident $(: $convert:path)?),+ }
    )*) => {
        /// Loads all tables in one transaction, so that a run that is interrupted leaves none half full.
        ///
        /// Gives the number of rows.
        ///
        /// # Errors
        /// If a table holds rows already; and those of the statements.
        pub fn load(engine: &AnyEngine, scale: f64) -> Result<u64> {
            let mut rows = 0;
            engine.transaction(|tx| {
                refuse_to_load_twice(tx)?;
                $({
                    let generator = generated::$generator::new(scale, 1, 1);
                    // Generating is much faster than loading, so the bar can afford to know its end.
                    let bar = bar(stringify!($table), generator.iter().count());
                    let mut generated = generator.iter().map(|row| $Row {
                        $($column: load!(@convert row.$column $(, $convert)?)),+
                    });
                    loop {
                        let batch: Vec<$Row> = generated.by_ref().take(BATCH).collect();
                        if batch.is_empty() {
                            break;
                        }
                        bar.inc(batch.len() as u64);
                        $(let batch = first_of_each(batch, |row| ($(row.$key),+));)?
                        rows += insert($table::table).values(batch).execute(tx)?;
                    }
                    bar.finish();
                })*
                Ok::<_, Error>(rows)
            })
        }

        /// The tables that hold rows.
        fn filled(tx: &mut Transaction<'_, Any>) -> Result<Vec<&'static str>> {
            let mut filled = Vec::new();
            $(if from($table::table).exists(tx)? {
                filled.push(stringify!($table));
            })*
            Ok(filled)
        }
    };
    (@convert $value:expr) => { $value };
    (@convert $value:expr, $convert:path) => { $convert($value) };
}

load! {
    RegionGenerator => Region in region { r_regionkey, r_name: text, r_comment: text }
    NationGenerator => Nation in nation { n_nationkey, n_name: text, n_regionkey, n_comment: text }
    PartGenerator => Part in part {
        p_partkey, p_name: text, p_mfgr: text, p_brand: text, p_type: text, p_size, p_container: text,
        p_retailprice: decimal, p_comment: text
    }
    SupplierGenerator => Supplier in supplier {
        s_suppkey, s_name: text, s_address: text, s_nationkey, s_phone: text, s_acctbal: decimal, s_comment: text
    }
    // Below scale 0.025 the formula of the specification can name a supplier twice for a part.
    PartSuppGenerator => PartSupp in partsupp once per (ps_partkey, ps_suppkey) {
        ps_partkey, ps_suppkey, ps_availqty, ps_supplycost: decimal, ps_comment: text
    }
    CustomerGenerator => Customer in customer {
        c_custkey, c_name: text, c_address: text, c_nationkey, c_phone: text, c_acctbal: decimal, c_mktsegment: text,
        c_comment: text
    }
    OrderGenerator => Order in orders {
        o_orderkey, o_custkey, o_orderstatus: text, o_totalprice: decimal, o_orderdate: date, o_orderpriority: text,
        o_clerk: text, o_shippriority, o_comment: text
    }
    LineItemGenerator => LineItem in lineitem {
        l_orderkey, l_partkey, l_suppkey, l_linenumber, l_quantity: Decimal::from, l_extendedprice: decimal,
        l_discount: decimal, l_tax: decimal, l_returnflag: text, l_linestatus: text, l_shipdate: date,
        l_commitdate: date, l_receiptdate: date, l_shipinstruct: text, l_shipmode: text, l_comment: text
    }
}

/// The rows without those whose key an earlier row of the batch has.
fn first_of_each<R, K: Eq + Hash>(mut rows: Vec<R>, key: impl Fn(&R) -> K) -> Vec<R> {
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(key(row)));
    rows
}

fn text(value: impl ToString) -> String {
    value.to_string()
}

fn decimal(value: TPCHDecimal) -> Decimal {
    Decimal::new(value.into_inner(), 2)
}

fn date(value: TPCHDate) -> NaiveDate {
    NaiveDate::default() + TimeDelta::days(value.to_unix_epoch().into()) // the default is 1970-01-01
}

/// Looks whether there is something to query.
///
/// # Errors
/// If not.
pub fn expect_data(on: &mut Connection<Any>) -> Result<()> {
    let advice = "nothing to query; leave out --no-load to create and load the tables";
    match from(lineitem::table).exists(on) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::new(ErrorKind::NotFound, "the table lineitem holds no rows").context(advice)),
        Err(error) => Err(error.context(advice)),
    }
}

fn refuse_to_load_twice(tx: &mut Transaction<'_, Any>) -> Result<()> {
    let filled = filled(tx)?;
    if filled.is_empty() {
        return Ok(());
    }
    let message = format!(
        "these tables already hold data: {}; query it with --no-load, or name another database with --url",
        filled.join(", ")
    );
    Err(Error::new(ErrorKind::Schema, message))
}

fn bar(table: &'static str, rows: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>10} {wide_bar} {human_pos}/{human_len} rows, {elapsed}");
    ProgressBar::new(rows as u64).with_style(style.expect("the template is well-formed")).with_message(table)
}
