//! Query 16, parts and suppliers: how many suppliers without complaints sell parts of some sizes, by brand and type.

use super::answer;
use crate::tables::{
    part::{self, *},
    partsupp::{self, *},
    supplier::{self, *},
};
use aludel::prelude::*;

answer! {
    /// A kind of part.
    pub struct Suppliers {
        brand: String,
        kind: String,
        size: i32,
        suppliers: i64,
    }
}

/// The typed form.
pub fn typed() -> impl Query<Row = Suppliers> + Portable {
    let complaints = from(supplier::table).filter(s_comment.like("%Customer%Complaints%")).select(s_suppkey);
    let suppliers = count_distinct(ps_suppkey);

    from(partsupp::table)
        .join(part::table, p_partkey.eq(ps_partkey))
        .filter(p_brand.ne("Brand#45"))
        .filter(p_type.not_like("MEDIUM POLISHED%"))
        .filter(p_size.in_list([49, 14, 23, 45, 19, 3, 36, 9]))
        .filter(ps_suppkey.not_in_query(complaints))
        .group_by((p_brand, p_type, p_size))
        .order_by((suppliers.desc(), p_brand, p_type, p_size))
        .select(row!(Suppliers { brand: p_brand, kind: p_type, size: p_size, suppliers: suppliers }))
}

/// The same as text.
pub fn text() -> impl Query<Row = Suppliers> + Portable {
    sql::<Suppliers>(
        "SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS supplier_cnt
         FROM partsupp, part
         WHERE p_partkey = ps_partkey
           AND p_brand <> 'Brand#45'
           AND p_type NOT LIKE 'MEDIUM POLISHED%'
           AND p_size IN (49, 14, 23, 45, 19, 3, 36, 9)
           AND ps_suppkey NOT IN (
             SELECT s_suppkey
             FROM supplier
             WHERE s_comment LIKE '%Customer%Complaints%')
         GROUP BY p_brand, p_type, p_size
         ORDER BY supplier_cnt DESC, p_brand, p_type, p_size",
    )
}
