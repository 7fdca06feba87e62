//! A statement that changes a table may look at the same table in its subqueries: they see the rows from before it.
//!
//! MySQL refuses that (error 1093), and MariaDB where other tables say which rows; there the subqueries read a copy.

#![allow(missing_docs)]

#[path = "../shared/harness.rs"]
mod harness;

use aludel::{MySql, engine::Backend, prelude::*, sql::text_of};
use harness::each_backend;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item in items {
        #[primary_key]
        id: i64,
        n: i64,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Mark in marks {
        #[primary_key]
        id: i64,
    }
}
alias!(items as others);
schema! { Tables: items, marks }

/// Fills the tables: 1 to 4, of which 4 is not marked.
macro_rules! fill {
    ($db:ident) => {
        $db.create::<Tables>();
        insert(items::table).values((1..=4).map(|id| Item { id, n: id * 10 }).collect::<Vec<_>>()).execute($db)?;
        insert(marks::table).values((1..=3).map(|id| Mark { id }).collect::<Vec<_>>()).execute($db)?;
    };
}
/// The items that are left.
macro_rules! left {
    ($db:ident) => {
        from(items::table).order_by(items::id).select((items::id, items::n)).all($db)?
    };
}
/// Whether an item is the largest.
macro_rules! largest {
    () => {
        not_exists(from(others::table).correlate(items::table).filter(others::n.gt(items::n)))
    };
}

each_backend! {
    everywhere fn a_delete_looks_at_its_own_table(db) {
        fill!(db);
        assert_eq!(delete(items::table).filter(largest!()).execute(db)?, 1);
        assert_eq!(left!(db), [(1, 10), (2, 20), (3, 30)]);
    }

    everywhere fn a_delete_by_other_tables_looks_at_its_own_table(db) {
        fill!(db);
        let marked = || delete(items::table).using(marks::table).filter(marks::id.eq(items::id));
        assert_eq!(marked().filter(largest!()).execute(db)?, 0);
        assert_eq!(marked().filter(largest!().not()).execute(db)?, 3);
        assert_eq!(left!(db), [(4, 40)]);
    }

    everywhere fn an_update_looks_at_its_own_table(db) {
        fill!(db);
        let sum = scalar(from(others::table).select(sum(others::n)));
        update(items::table).set(items::n.set(coalesce(sum, 0_i64))).filter(items::id.in_list(vec![1, 2])).execute(db)?;
        assert_eq!(left!(db), [(1, 100), (2, 100), (3, 30), (4, 40)]);
    }

    everywhere fn an_update_by_other_tables_looks_at_its_own_table(db) {
        fill!(db);
        let sum = scalar(from(others::table).filter(others::id.in_list(vec![1, 4])).select(sum(others::n)));
        let set = update(items::table).from(marks::table).set(items::n.set(coalesce(sum, 0_i64)));
        assert_eq!(set.filter(marks::id.eq(items::id)).filter(largest!().not()).execute(db)?, 3);
        assert_eq!(left!(db), [(1, 50), (2, 50), (3, 50), (4, 40)]);
    }
}

#[test]
fn mysql_reads_a_copy() {
    type D = <MySql as Backend>::Dialect;
    let copy = "FROM (SELECT * FROM `items` AS `others` LIMIT 18446744073709551615) AS `others` WHERE";
    assert!(text_of::<D, _>(&delete(items::table).filter(largest!())).contains(copy));
    // Other tables are read as they are.
    let marked = items::id.in_query(from(marks::table).select(marks::id));
    assert!(!text_of::<D, _>(&delete(items::table).filter(marked)).contains("LIMIT"));
}
