//! Aggregates, GROUP BY, HAVING.

use crate::{blog::*, harness::each_backend};
use aludel::{expr::sum_distinct, prelude::*};

each_backend! {
    everywhere fn aggregates_pass_over_nulls(db) {
        blog(db);
        let (all, ages, managers): (i64, i64, i64) =
            from(users::table).select((count(), count_of(users::age), count_distinct(users::manager_id))).one(db)?;
        assert_eq!((all, ages, managers), (4, 3, 2));
        let row: (Option<i64>, Option<f64>, Option<i32>, Option<i32>) =
            from(users::table).select((sum(users::age), avg(users::age), min(users::age), max(users::age))).one(db)?;
        assert_eq!(row, (Some(90), Some(30.0), Some(20), Some(40)));
    }

    everywhere fn aggregates_of_no_rows_are_null_and_counts_zero(db) {
        empty_blog(db);
        let row = from(posts::table)
            .select((
                count(),
                count_of(posts::rating),
                sum(posts::views),
                avg(posts::views),
                min(posts::title),
                max(posts::rating),
            ))
            .one(db)?;
        assert_eq!(row, (0, 0, None, None, None, None));
    }

    everywhere fn average_of_integers_has_a_fraction(db) {
        blog(db);
        let average = from(users::table).filter(users::id.le(2)).select(avg(users::id)).one(db)?;
        assert_eq!(average, Some(1.5));
        let average = from(posts::table).select(avg(posts::rating)).one(db)?;
        assert_eq!(average, Some(3.75));
    }

    everywhere fn sum_of_floats_and_of_different_values(db) {
        blog(db);
        assert_eq!(from(posts::table).select(sum(posts::rating)).one(db)?, Some(7.5));
        sql::<()>("UPDATE posts SET views = 5").execute(db)?;
        let sums = from(posts::table).select((sum(posts::views), sum_distinct(posts::views))).one(db)?;
        assert_eq!(sums, (Some(15), Some(5)));
    }

    everywhere fn group_by_a_column(db) {
        blog(db);
        let rows: Vec<(String, i64, i64)> = from(posts::table)
            .group_by(posts::title)
            .order_by(posts::title)
            .select((posts::title, count(), sum(posts::views)))
            .all(db)?;
        assert_eq!(rows, [("Hello".to_owned(), 2, 15), ("World".to_owned(), 1, 0)]);
    }

    everywhere fn null_is_a_group(db) {
        blog(db);
        let rows: Vec<(Option<i64>, i64)> = from(users::table)
            .group_by(users::manager_id)
            .order_by(users::manager_id.asc().nulls_first())
            .select((users::manager_id, count()))
            .all(db)?;
        assert_eq!(rows, [(None, 1), (Some(1), 2), (Some(2), 1)]);
    }

    everywhere fn group_by_a_table_frees_all_its_columns(db) {
        blog(db);
        let rows: Vec<(String, Option<String>, i64)> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id))
            .group_by(users::table)
            .order_by(users::id)
            .select((users::name, users::bio, count_of(posts::id)))
            .all(db)?;
        let found: Vec<_> = rows.iter().map(|(n, b, c)| (n.as_str(), b.as_deref(), *c)).collect();
        assert_eq!(
            found,
            [("Ann", Some("Writes"), 2), ("Ben", None, 1), ("Cid", Some(""), 0), ("Dee", Some("Reads"), 0)]
        );
    }

    everywhere fn group_by_a_table_with_a_key_of_several_columns(db) {
        blog(db);
        let rows: Vec<(i64, i64)> = from(post_tags::table)
            .group_by(post_tags::table)
            .order_by((post_tags::post_id, post_tags::tag_id))
            .select((post_tags::tag_id, count()))
            .all(db)?;
        assert_eq!(rows, [(1, 1), (2, 1), (2, 1)]);
    }

    everywhere fn group_by_an_expression(db) {
        blog(db);
        let decade = users::age.div(users::age);
        let rows: Vec<(Option<i32>, i64)> =
            from(users::table).group_by(decade).order_by(count().desc()).select((decade, count())).all(db)?;
        assert_eq!(rows, [(Some(1), 3), (None, 1)]);
        let rows: Vec<(bool, i64)> = from(users::table)
            .group_by(users::bio.is_null())
            .order_by(count())
            .select((users::bio.is_null(), count()))
            .all(db)?;
        assert_eq!(rows, [(true, 1), (false, 3)]);
    }

    everywhere fn group_by_several_terms(db) {
        blog(db);
        let rows: Vec<(String, bool, i64)> = from(posts::table)
            .group_by((posts::title, posts::published))
            .order_by((posts::title, posts::published))
            .select((posts::title, posts::published, count()))
            .all(db)?;
        assert_eq!(rows, [("Hello".to_owned(), true, 2), ("World".to_owned(), false, 1)]);
    }

    everywhere fn having_keeps_some_groups(db) {
        blog(db);
        let grouped = from(posts::table).group_by(posts::title);
        let titles = grouped.having(count().gt(1)).select(posts::title).all(db)?;
        assert_eq!(titles, ["Hello"]);
        let titles = grouped.having(count().ge(1)).having(sum(posts::views).lt(10)).select(posts::title).all(db)?;
        assert_eq!(titles, ["World"]);
        let titles = grouped.having(posts::title.like("W%").or(count().gt(5))).select(posts::title).all(db)?;
        assert_eq!(titles, ["World"]);
    }

    everywhere fn groups_are_counted_after_having(db) {
        blog(db);
        let grouped = from(posts::table).group_by(posts::title).having(count().gt(1)).select(posts::title);
        assert_eq!(grouped.count(db)?, 1);
        assert!(grouped.exists(db)?);
    }

    everywhere fn arithmetic_on_aggregates(db) {
        blog(db);
        let spread: Option<i32> = from(users::table).select(max(users::age).sub(min(users::age))).one(db)?;
        assert_eq!(spread, Some(20));
        let total: i64 = from(posts::table).select(coalesce(sum(posts::views), 0).add(count())).one(db)?;
        assert_eq!(total, 18);
    }
}
