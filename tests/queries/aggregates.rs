//! Aggregates beyond the basic ones: FILTER, statistics, texts; and what can be NULL.

use crate::{blog::*, harness::each_backend};
use aludel::{
    expr::{bool_and, bool_or, mode, percentile_cont, percentile_disc, stddev_pop, stddev_samp, var_pop, var_samp},
    prelude::*,
};

each_backend! {
    everywhere fn only_some_rows_are_aggregated(db) {
        blog(db);
        let row: (i64, i64, Option<i64>, Option<String>, i64) = from(users::table)
            .select((
                count().filter(users::age.gt(20)),
                count_of(users::bio).filter(users::id.ne(1)),
                sum(users::age).filter(users::manager_id.is_not_null()),
                max(users::name).filter(users::id.lt(0)),
                count_distinct(users::manager_id).filter(users::id.gt(2)),
            ))
            .one(db)?;
        assert_eq!(row, (2, 2, Some(60), None, 2));
        let rows: Vec<(i64, i64, Option<i64>)> = from(posts::table)
            .group_by(posts::author_id)
            .having(count().filter(posts::published).gt(0))
            .order_by(posts::author_id)
            .select((posts::author_id, sum(posts::views), sum(posts::views).filter(posts::published.not())))
            .all(db)?;
        assert_eq!(rows, [(1, 10, Some(0)), (2, 5, None)]);
    }

    everywhere fn an_aggregate_of_a_group_has_a_value_unless_its_operand_is_null(db) {
        blog(db);
        // The types are what is tested: an operand that is NOT NULL gives no `Option`.
        let rows: Vec<(i64, i64, f64, String, Option<f64>, i64)> = from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((
                posts::author_id,
                sum(posts::views),
                avg(posts::views),
                max(posts::title),
                max(posts::rating),
                count_of(posts::rating),
            ))
            .all(db)?;
        assert_eq!(rows, [(1, 10, 5.0, "World".to_owned(), Some(4.5), 1), (2, 5, 5.0, "Hello".to_owned(), Some(3.0), 1)]);
        // Behind a left join nothing is sure.
        let rows: Vec<(i64, Option<i64>)> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id))
            .group_by(users::id)
            .order_by(users::id)
            .select((users::id, sum(posts::views)))
            .all(db)?;
        assert_eq!(rows, [(1, Some(10)), (2, Some(5)), (3, None), (4, None)]);
        // Without GROUP BY there may be no rows.
        let none: Option<i64> = from(posts::table).filter(posts::id.lt(0)).select(sum(posts::views)).one(db)?;
        assert_eq!(none, None);
        let groups: Vec<i64> =
            from(posts::table).filter(posts::id.lt(0)).group_by(posts::title).select(sum(posts::views)).all(db)?;
        assert!(groups.is_empty());
    }

    everywhere fn a_sum_of_integers_is_divided_as_an_integer(db) {
        blog(db);
        let halves: (Option<i64>, Option<i64>, Option<i64>) = from(posts::table)
            .select((
                sum(posts::views).div(2),
                sum_distinct(posts::views).rem(2),
                sum(posts::views).filter(posts::id.ne(1)).div(2),
            ))
            .one(db)?;
        assert_eq!(halves, (Some(7), Some(1), Some(2)));
    }

    everywhere fn conditions_are_gathered(db) {
        blog(db);
        let rows: Vec<(i64, bool, bool)> = from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((posts::author_id, bool_and(posts::published), bool_or(posts::published)))
            .all(db)?;
        assert_eq!(rows, [(1, false, true), (2, true, true)]);
        let all: (Option<bool>, Option<bool>) =
            from(users::table).select((bool_and(users::age.gt(15)), bool_or(users::age.gt(100)))).one(db)?;
        assert_eq!(all, (Some(true), Some(false)));
        let none = from(users::table).filter(users::id.eq(3)).select(bool_and(users::age.gt(15))).one(db)?;
        assert_eq!(none, None);
    }

    everywhere fn statistics(db) {
        blog(db);
        let (a, b, c, d) = from(users::table)
            .select((stddev_pop(users::age), stddev_samp(users::age), var_pop(users::age), var_samp(users::age)))
            .one(db)?;
        let close = |found: Option<f64>, wanted: f64| (found.unwrap() - wanted).abs() < 1e-9;
        assert!(close(a, (200.0f64 / 3.0).sqrt()) && close(b, 10.0) && close(c, 200.0 / 3.0) && close(d, 100.0));
        let one: (Option<f64>, Option<f64>) =
            from(users::table).filter(users::id.eq(1)).select((stddev_pop(users::age), stddev_samp(users::age))).one(db)?;
        assert_eq!(one, (Some(0.0), None));
        let grouped: Vec<(f64, Option<f64>)> = from(posts::table)
            .group_by(posts::title)
            .order_by(posts::title)
            .select((var_pop(posts::views), var_samp(posts::views)))
            .all(db)?;
        assert_eq!(grouped, [(6.25, Some(12.5)), (0.0, None)]);
    }

    everywhere fn texts_are_joined(db) {
        blog(db);
        let names = from(users::table).select(string_agg(users::name, ", ").order_by(users::id.desc())).one(db)?;
        assert_eq!(names.as_deref(), Some("Dee, Cid, Ben, Ann"));
        let bios = from(users::table).select(string_agg(users::bio, "|").order_by(users::id)).one(db)?;
        assert_eq!(bios.as_deref(), Some("Writes||Reads"));
        let rows: Vec<(i64, String, Option<String>)> = from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((
                posts::author_id,
                string_agg(posts::title, " & ").order_by((posts::title.desc(), posts::id)),
                string_agg(posts::title, "").order_by(posts::id).filter(posts::published.not()),
            ))
            .all(db)?;
        assert_eq!(rows, [(1, "World & Hello".to_owned(), Some("World".to_owned())), (2, "Hello".to_owned(), None)]);
        let none = from(users::table).filter(users::id.eq(0)).select(string_agg(users::name, "-")).one(db)?;
        assert_eq!(none, None);
    }

    everywhere fn values_in_a_json_array(db) {
        use aludel::{expr::json_agg, value::Json};
        blog(db);
        let rows: Vec<(i64, Json<Vec<String>>, Json<Vec<i64>>, Json<Vec<bool>>)> = from(posts::table)
            .group_by(posts::author_id)
            .order_by(posts::author_id)
            .select((
                posts::author_id,
                json_agg(posts::title.concat("\"ü\\")).order_by(posts::title.desc()),
                json_agg(posts::views).order_by(posts::id),
                json_agg(posts::published).order_by(posts::id),
            ))
            .all(db)?;
        let texts = |texts: &[&str]| Json(texts.iter().map(|text| format!("{text}\"ü\\")).collect::<Vec<_>>());
        assert_eq!(
            rows,
            [
                (1, texts(&["World", "Hello"]), Json(vec![10, 0]), Json(vec![true, false])),
                (2, texts(&["Hello"]), Json(vec![5]), Json(vec![true])),
            ]
        );
        let ages = from(users::table).select(json_agg(users::age).order_by(users::id)).one(db)?;
        assert_eq!(ages.0, [30, 20, 40]);
        let grown: Json<Vec<String>> = from(users::table)
            .select(json_agg(case(users::age.ge(30), users::name)).order_by(users::id))
            .one(db)?;
        assert_eq!(grown.0, ["Ann", "Dee"]);
        let none = from(users::table).filter(users::id.eq(0)).select(json_agg(users::age)).one(db)?;
        assert!(none.0.is_empty());
    }

    everywhere fn a_share_of_a_sum(db) {
        blog(db);
        let shares: Vec<(bool, Option<i64>)> = from(posts::table)
            .group_by(posts::published)
            .order_by(posts::published)
            .select((
                posts::published,
                sum(case(posts::title.eq("Hello"), posts::views).otherwise(0_i64)).mul(100).div(nullif(sum(posts::views), 0)),
            ))
            .all(db)?;
        assert_eq!(shares, [(false, None), (true, Some(100))]);
    }

    on [Postgres] fn percentiles(db) {
        blog(db);
        let row = from(users::table)
            .select((percentile_cont(0.5, users::age), percentile_disc(0.9, users::age), mode(users::age)))
            .one(db)?;
        assert_eq!(row, (Some(30.0), Some(40), Some(20)));
        let filtered = from(users::table).select(percentile_cont(0.25, users::id).filter(users::id.le(2))).one(db)?;
        assert_eq!(filtered, Some(1.25));
    }

    on [Postgres] fn groups_of_groups(db) {
        use aludel::query::{cube, grouping, rollup};
        blog(db);
        let rows: Vec<(Option<i64>, Option<String>, i64, Option<i64>, i32)> = from(posts::table)
            .group_by(rollup((posts::author_id, posts::title)))
            .having(count().ge(1))
            .order_by((posts::author_id.asc().nulls_last(), posts::title.asc().nulls_last()))
            .select((posts::author_id, posts::title, count(), sum(posts::views), grouping(posts::title)))
            .all(db)?;
        let hello = || Some("Hello".to_owned());
        assert_eq!(
            rows,
            [
                (Some(1), hello(), 1, Some(10), 0),
                (Some(1), Some("World".to_owned()), 1, Some(0), 0),
                (Some(1), None, 2, Some(10), 1),
                (Some(2), hello(), 1, Some(5), 0),
                (Some(2), None, 1, Some(5), 1),
                (None, None, 3, Some(15), 1),
            ]
        );
        let groups = from(posts::table)
            .group_by(cube((posts::author_id, posts::published)))
            .select((posts::author_id, posts::published, max(posts::title)))
            .all(db)?;
        assert_eq!(groups.len(), 8);
        // The group of all rows is there even if there are none.
        let none: Vec<(Option<i64>, i64, Option<i64>)> = from(posts::table)
            .filter(posts::id.lt(0))
            .group_by(rollup(posts::author_id))
            .select((posts::author_id, count(), sum(posts::views)))
            .all(db)?;
        assert_eq!(none, [(None, 0, None)]);
    }

    /// Each set is a grouping of its own, of all rows.
    on [Postgres] fn sets_of_columns_group_the_same_rows_in_several_ways(db) {
        use aludel::query::{grouping, grouping_sets};
        blog(db);
        let columns = (posts::author_id, posts::title, posts::published);
        let sets = (posts::author_id, (posts::title, posts::published), ());
        let query = from(posts::table)
            .group_by(grouping_sets(columns, sets))
            .having(sum(posts::views).ge(0))
            .order_by((posts::author_id.asc().nulls_last(), posts::title.asc().nulls_last()))
            .select((posts::author_id, posts::title, posts::published, count(), grouping(posts::title)));
        let hello = || Some("Hello".to_owned());
        let world = || Some("World".to_owned());
        let expected = [
            (Some(1), None, None, 2, 1),
            (Some(2), None, None, 1, 1),
            (None, hello(), Some(true), 2, 0),
            (None, world(), Some(false), 1, 0),
            (None, None, None, 3, 1),
        ];
        assert_eq!(query.all(db)?, expected);
        assert_eq!(query.count(db)?, 5);
        // A column may be in several sets, and a table may be an alias.
        let ages: Vec<(Option<i32>, Option<String>, i64)> = from(managers::table)
            .group_by(grouping_sets(
                (managers::age, managers::name),
                ((managers::age, managers::name), (managers::name,), managers::age),
            ))
            .filter(managers::id.eq(1))
            .order_by((managers::age.asc().nulls_last(), managers::name.asc().nulls_last()))
            .select((managers::age, managers::name, count()))
            .all(db)?;
        let ann = || Some("Ann".to_owned());
        assert_eq!(ages, [(Some(30), ann(), 1), (Some(30), None, 1), (None, ann(), 1)]);
        // The group of all rows is there even if there are none.
        let none: Vec<(Option<i64>, i64)> = from(posts::table)
            .filter(posts::id.lt(0))
            .group_by(grouping_sets(posts::author_id, (posts::author_id, ())))
            .select((posts::author_id, count()))
            .all(db)?;
        assert_eq!(none, [(None, 0)]);
    }
}
