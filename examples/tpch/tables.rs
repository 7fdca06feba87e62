//! The eight tables of TPC-H, with the names and types of its specification (section 1.4).
//!
//! Columns keep the specification's names, prefix included, so that queries read like those of the specification.

use aludel::prelude::*;
use chrono::NaiveDate;
use rust_decimal::Decimal;

table! {
    /// A part of the world.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Region in region {
        #[primary_key]
        r_regionkey: i64,
        #[max_len(25)]
        r_name: String,
        #[max_len(152)]
        r_comment: String,
    }
}

table! {
    /// A country.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Nation in nation {
        #[primary_key]
        n_nationkey: i64,
        #[max_len(25)]
        n_name: String,
        #[references(region::r_regionkey), index]
        n_regionkey: i64,
        #[max_len(152)]
        n_comment: String,
    }
}

table! {
    /// Something that is sold.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Part in part {
        #[primary_key]
        p_partkey: i64,
        #[max_len(55)]
        p_name: String,
        #[max_len(25)]
        p_mfgr: String,
        #[max_len(10)]
        p_brand: String,
        #[max_len(25)]
        p_type: String,
        p_size: i32,
        #[max_len(10)]
        p_container: String,
        #[decimal(15, 2)]
        p_retailprice: Decimal,
        #[max_len(23)]
        p_comment: String,
    }
}

table! {
    /// Who delivers parts.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Supplier in supplier {
        #[primary_key]
        s_suppkey: i64,
        #[max_len(25)]
        s_name: String,
        #[max_len(40)]
        s_address: String,
        #[references(nation::n_nationkey), index]
        s_nationkey: i64,
        #[max_len(15)]
        s_phone: String,
        #[decimal(15, 2)]
        s_acctbal: Decimal,
        #[max_len(101)]
        s_comment: String,
    }
}

table! {
    /// A part as one supplier has it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PartSupp in partsupp {
        #[primary_key, references(part::p_partkey)]
        ps_partkey: i64,
        #[primary_key, references(supplier::s_suppkey), index]
        ps_suppkey: i64,
        ps_availqty: i32,
        #[decimal(15, 2)]
        ps_supplycost: Decimal,
        #[max_len(199)]
        ps_comment: String,
    }
}

table! {
    /// Who buys.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Customer in customer {
        #[primary_key]
        c_custkey: i64,
        #[max_len(25)]
        c_name: String,
        #[max_len(40)]
        c_address: String,
        #[references(nation::n_nationkey), index]
        c_nationkey: i64,
        #[max_len(15)]
        c_phone: String,
        #[decimal(15, 2)]
        c_acctbal: Decimal,
        #[max_len(10)]
        c_mktsegment: String,
        #[max_len(117)]
        c_comment: String,
    }
}

table! {
    /// What a customer ordered on one day.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Order in orders {
        #[primary_key]
        o_orderkey: i64,
        #[references(customer::c_custkey), index]
        o_custkey: i64,
        #[max_len(1)]
        o_orderstatus: String,
        #[decimal(15, 2)]
        o_totalprice: Decimal,
        o_orderdate: NaiveDate,
        #[max_len(15)]
        o_orderpriority: String,
        #[max_len(15)]
        o_clerk: String,
        o_shippriority: i32,
        #[max_len(79)]
        o_comment: String,
    }
}

table! {
    /// One part in an order.
    #[derive(Debug, Clone, PartialEq)]
    #[foreign_key((l_partkey, l_suppkey), references(partsupp::ps_partkey, partsupp::ps_suppkey))]
    #[index(l_partkey, l_suppkey)]
    pub struct LineItem in lineitem {
        #[primary_key, references(orders::o_orderkey)]
        l_orderkey: i64,
        l_partkey: i64,
        l_suppkey: i64,
        #[primary_key]
        l_linenumber: i32,
        #[decimal(15, 2)]
        l_quantity: Decimal,
        #[decimal(15, 2)]
        l_extendedprice: Decimal,
        #[decimal(15, 2)]
        l_discount: Decimal,
        #[decimal(15, 2)]
        l_tax: Decimal,
        #[max_len(1)]
        l_returnflag: String,
        #[max_len(1)]
        l_linestatus: String,
        l_shipdate: NaiveDate,
        l_commitdate: NaiveDate,
        l_receiptdate: NaiveDate,
        #[max_len(25)]
        l_shipinstruct: String,
        #[max_len(10)]
        l_shipmode: String,
        #[max_len(44)]
        l_comment: String,
    }
}

schema! {
    /// The database of TPC-H.
    pub Tpch: region, nation, part, supplier, partsupp, customer, orders, lineitem
}
