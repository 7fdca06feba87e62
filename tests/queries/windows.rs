//! Window functions, with exact rows.

use crate::harness::each_backend;
use aludel::{
    expr::{bool_and, cume_dist, lag_or, lead_or, nth_value, ntile, percent_rank, stddev_pop, stddev_samp},
    prelude::*,
};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sale in sales {
        #[primary_key]
        id: i64,
        #[max_len(10)]
        region: String,
        month: i32,
        amount: i64,
        rebate: Option<i64>,
    }
}
schema! { Shop: sales }

/// | id | region | month | amount | rebate |
/// | --- | --- | --- | --- | --- |
/// | 1 | north | 1 | 10 | |
/// | 2 | north | 2 | 30 | 3 |
/// | 3 | north | 2 | 20 | |
/// | 4 | south | 1 | 50 | 5 |
/// | 5 | south | 4 | 50 | |
macro_rules! shop {
    ($db:ident) => {
        $db.create::<Shop>();
        let rows = [
            (1, "north", 1, 10, None),
            (2, "north", 2, 30, Some(3)),
            (3, "north", 2, 20, None),
            (4, "south", 1, 50, Some(5)),
            (5, "south", 4, 50, None),
        ];
        let rows =
            rows.map(|(id, region, month, amount, rebate)| Sale { id, region: region.into(), month, amount, rebate });
        insert(sales::table).values(rows.to_vec()).execute($db)?;
    };
}
/// What a window function gives for each sale.
macro_rules! over {
    ($db:ident, $expression:expr) => {
        from(sales::table).order_by(sales::id).select($expression).all($db)?
    };
}

each_backend! {
    everywhere fn ranks(db) {
        shop!(db);
        let by_amount = partition_by(sales::region).order_by(sales::amount.desc());
        let ranks: Vec<(i64, i64, i64)> = over!(db, (
            row_number().over(partition_by(sales::region).order_by((sales::amount.desc(), sales::id))),
            rank().over(by_amount),
            dense_rank().over(window().order_by(sales::amount.desc())),
        ));
        assert_eq!(ranks, [(3, 3, 4), (1, 1, 2), (2, 2, 3), (1, 1, 1), (2, 1, 1)]);
        let parts: Vec<(f64, f64, i64)> = over!(db, (
            percent_rank().over(window().order_by(sales::amount)),
            cume_dist().over(window().order_by(sales::amount)),
            ntile(2).over(window().order_by(sales::id)),
        ));
        assert_eq!(parts, [(0.0, 0.2, 1), (0.5, 0.6, 1), (0.25, 0.4, 1), (0.75, 1.0, 2), (0.75, 1.0, 2)]);
        let numbers: Vec<i64> = from(sales::table).select(row_number().over(window())).all(db)?;
        assert_eq!(numbers.len(), 5);
    }

    everywhere fn values_of_other_rows(db) {
        shop!(db);
        let in_turn = partition_by(sales::region).order_by(sales::id);
        let others: Vec<(Option<i64>, Option<i64>, i64, i64, Option<i64>)> = over!(db, (
            lag(sales::amount, 1).over(in_turn),
            lead(sales::amount, 2).over(in_turn),
            first_value(sales::amount).over(in_turn),
            last_value(sales::amount).over(in_turn),
            nth_value(sales::amount, 2).over(in_turn),
        ));
        assert_eq!(
            others,
            [
                (None, Some(20), 10, 10, None),
                (Some(10), None, 10, 30, Some(30)),
                (Some(30), None, 10, 20, Some(30)),
                (None, None, 50, 50, None),
                (Some(50), None, 50, 50, Some(50)),
            ]
        );
        let last: Vec<Option<i64>> = over!(db,
            last_value(sales::rebate).over(in_turn.rows(unbounded_preceding(), unbounded_following()))
        );
        assert_eq!(last, [None; 5]);
    }

    on [Sqlite, Postgres] fn values_of_other_rows_or_a_default(db) {
        shop!(db);
        let in_turn = partition_by(sales::region).order_by(sales::id);
        let others: Vec<(i64, Option<i64>)> = over!(db, (
            lag_or(sales::amount, 1, 0).over(in_turn),
            lead_or(sales::rebate, 1, -1).over(in_turn),
        ));
        assert_eq!(others, [(0, Some(3)), (10, None), (30, Some(-1)), (0, None), (50, Some(-1))]);
    }

    everywhere fn aggregates_over_windows(db) {
        shop!(db);
        let by_region = partition_by(sales::region);
        let totals: Vec<(i64, i64, i64, i64, Option<i64>)> = over!(db, (
            sum(sales::amount).over(by_region),
            count().over(window()),
            count_of(sales::rebate).over(by_region),
            max(sales::amount).over(by_region),
            min(sales::rebate).over(by_region),
        ));
        let (north, south) = ((60, 5, 1, 30, Some(3)), (100, 5, 1, 50, Some(5)));
        assert_eq!(totals, [north, north, north, south, south]);
        // With an order: up to this row and its equals.
        let running: Vec<(i64, f64, bool)> = over!(db, (
            sum(sales::amount).over(by_region.order_by(sales::month)),
            avg(sales::amount).over(by_region.order_by(sales::id)),
            bool_and(sales::amount.gt(10)).over(window().order_by(sales::id.desc())),
        ));
        assert_eq!(running, [(10, 10.0, false), (60, 20.0, true), (60, 20.0, true), (50, 50.0, true), (100, 50.0, true)]);
        let spread: Vec<(f64, Option<f64>)> = over!(db, (
            stddev_pop(sales::amount).over(window().order_by(sales::id).rows(preceding(1), current_row())),
            stddev_samp(sales::amount).over(by_region.order_by(sales::id)),
        ));
        let rounded: Vec<(f64, Option<f64>)> =
            spread.into_iter().map(|(a, b)| (a.round(), b.map(f64::round))).collect();
        assert_eq!(rounded, [(0.0, None), (10.0, Some(14.0)), (5.0, Some(10.0)), (15.0, None), (0.0, Some(0.0))]);
    }

    everywhere fn frames_of_rows_and_ranges(db) {
        shop!(db);
        let in_turn = window().order_by(sales::id);
        let sums: Vec<(i64, Option<i64>, i64, i64)> = over!(db, (
            sum(sales::amount).over(in_turn.rows(preceding(1), following(1))),
            sum(sales::amount).over(in_turn.rows(preceding(2), preceding(1))),
            sum(sales::amount).over(in_turn.rows(current_row(), unbounded_following())),
            sum(sales::amount).over(in_turn.rows(unbounded_preceding(), current_row())),
        ));
        assert_eq!(
            sums,
            [
                (40, None, 160, 10),
                (60, Some(10), 150, 40),
                (100, Some(40), 120, 60),
                (120, Some(50), 100, 110),
                (100, Some(70), 50, 160),
            ]
        );
        let by_month = window().order_by(sales::month);
        let sums: Vec<(i64, i64)> = over!(db, (
            sum(sales::amount).over(by_month.range(current_row(), unbounded_following())),
            sum(sales::amount).over(by_month.range(preceding(1), current_row())),
        ));
        assert_eq!(sums, [(160, 60), (100, 110), (100, 110), (160, 60), (50, 50)]);
    }

    on [Sqlite, Postgres] fn frames_of_groups_and_exclusion(db) {
        shop!(db);
        let by_month = window().order_by(sales::month);
        let sums: Vec<(Option<i64>, Option<i64>, i64, i64)> = over!(db, (
            sum(sales::amount).over(by_month.groups(preceding(1), current_row()).exclude_current_row()),
            sum(sales::amount).over(by_month.groups(current_row(), current_row()).exclude_group()),
            sum(sales::amount).over(by_month.groups(current_row(), following(1)).exclude_ties()),
            sum(sales::amount).over(by_month.groups(preceding(1), current_row())),
        ));
        assert_eq!(
            sums,
            [
                (Some(50), None, 60, 60),
                (Some(80), None, 80, 110),
                (Some(90), None, 70, 110),
                (Some(10), None, 100, 60),
                (Some(50), None, 50, 100),
            ]
        );
    }

    everywhere fn a_window_function_with_a_filter(db) {
        shop!(db);
        let sums: Vec<(Option<i64>, i64)> = over!(db, (
            sum(sales::amount).filter(sales::month.eq(2)).over(partition_by(sales::region)),
            count().filter(sales::amount.ge(30)).over(window()),
        ));
        assert_eq!(sums, [(Some(50), 3), (Some(50), 3), (Some(50), 3), (None, 3), (None, 3)]);
    }

    everywhere fn windows_inside_of_expressions_and_in_order_by(db) {
        shop!(db);
        let share: Vec<(i64, Option<i64>)> = from(sales::table)
            .order_by((rank().over(window().order_by(sales::amount.desc())), sales::id))
            .select((sales::id, sales::amount.mul(100).div(sum(sales::amount).over(partition_by(sales::region)))))
            .all(db)?;
        assert_eq!(share, [(4, Some(50)), (5, Some(50)), (2, Some(50)), (3, Some(33)), (1, Some(16))]);
    }

    everywhere fn windows_over_groups(db) {
        shop!(db);
        let rows: Vec<(String, i64, i64, Option<i64>)> = from(sales::table)
            .group_by(sales::region)
            .order_by(sales::region)
            .select((
                sales::region,
                sum(sales::amount),
                rank().over(window().order_by(sum(sales::amount).desc())),
                lag(count(), 1).over(window().order_by(sales::region)),
            ))
            .all(db)?;
        assert_eq!(rows, [("north".to_owned(), 60, 2, None), ("south".to_owned(), 100, 1, Some(3))]);
        let one: (i64, i64) = from(sales::table).select((count(), row_number().over(window()))).one(db)?;
        assert_eq!(one, (5, 1));
    }

    on [Sqlite, Postgres] fn texts_over_a_window(db) {
        shop!(db);
        let so_far = string_agg(sales::region, "-").over(window().order_by(sales::id));
        let of_month: Vec<(String, String)> = from(sales::table)
            .filter(sales::id.le(3))
            .order_by(sales::id)
            .select((so_far, string_agg(upper(sales::region), "").over(partition_by(sales::month))))
            .all(db)?;
        let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            of_month,
            [both("north", "NORTH"), both("north-north", "NORTHNORTH"), both("north-north-north", "NORTHNORTH")]
        );
        let before = window().order_by(sales::id).rows(preceding(2), preceding(1));
        let found: Vec<Option<String>> = over!(db, string_agg(sales::region, " ").over(before));
        assert_eq!((found[0].as_deref(), found[4].as_deref()), (None, Some("north south")));
    }
}
