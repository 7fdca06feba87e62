//! Conditions and orderings that exist only at run time, and parts of queries with a name.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

/// A condition that any query with posts can use.
fn popular(views: i64) -> On<posts::Table, impl Portable> {
    on(posts::views.ge(views).and(posts::published))
}

each_backend! {
    everywhere fn filter_some_filters_only_with_a_value(db) {
        blog(db);
        for (name, age, expected) in [
            (None, None, vec![1, 2, 3, 4]),
            (Some("Ann"), None, vec![1]),
            (None, Some(25), vec![1, 4]),
            (Some("Ben"), Some(25), vec![]),
        ] {
            let ids = from(users::table)
                .filter_some(name, |name| users::name.eq(name))
                .filter_some(age, |age: i32| users::age.gt(age))
                .order_by(users::id)
                .select(users::id)
                .all(db)?;
            assert_eq!(ids, expected);
        }
    }

    everywhere fn filter_some_keeps_an_or_together(db) {
        blog(db);
        let ids = from(users::table)
            .filter(users::age.ge(30))
            .filter_some(Some(1), |id: i64| users::id.eq(id).or(users::id.eq(2)))
            .select(users::id)
            .all(db)?;
        assert_eq!(ids, [1]);
    }

    everywhere fn conditions_that_must_all_hold(db) {
        blog(db);
        let mut all = Conditions::all();
        all.push(users::id.gt(1));
        all.push(users::name.ne("Ben").or(users::name.eq("Ann")));
        let ids = from(users::table).filter(all).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(ids, [3, 4]);
    }

    everywhere fn conditions_of_which_one_must_hold(db) {
        blog(db);
        let mut any = Conditions::any();
        for name in ["Ann", "Dee"] {
            any.push(users::name.eq(name));
        }
        any.push(users::id.eq(2).and(users::age.eq(99)));
        let ids =
            from(users::table).filter(users::id.ge(1)).filter(any).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(ids, [1, 4]);
    }

    everywhere fn no_conditions_are_true_for_all_and_false_for_any(db) {
        blog(db);
        assert_eq!(from(users::table).filter(Conditions::all()).count(db)?, 4);
        assert_eq!(from(users::table).filter(Conditions::any()).count(db)?, 0);
        let negated = from(users::table).filter(Conditions::any().not()).select(users::id).all(db)?;
        assert_eq!(negated.len(), 4);
    }

    everywhere fn conditions_nest(db) {
        blog(db);
        let mut inner = Conditions::any();
        inner.push(users::id.eq(1)).push(users::id.eq(2));
        let mut outer = Conditions::all();
        outer.push(inner).push(users::age.lt(30));
        let ids = from(users::table).filter(outer).select(users::id).all(db)?;
        assert_eq!(ids, [2]);
    }

    everywhere fn conditions_bind_in_the_order_of_their_text(db) {
        blog(db);
        let mut all = Conditions::all();
        all.push(users::name.like("%e%")).push(users::id.in_list([2, 3, 4])).push(users::age.between(10, 25));
        let row: (i64, i64) = from(users::table).filter(all).select((users::id, value(5_i64))).limit(1).one(db)?;
        assert_eq!(row, (2, 5));
    }

    everywhere fn ordering_is_gathered_at_run_time(db) {
        blog(db);
        for (by_name, descending, expected) in
            [(true, false, [1, 2, 3, 4]), (true, true, [4, 3, 2, 1]), (false, false, [2, 1, 4, 3])]
        {
            let mut ordering = Ordering::new();
            match (by_name, descending) {
                (true, false) => ordering.push(users::name),
                (true, true) => ordering.push(users::name.desc()),
                (false, _) => ordering.push(users::age.asc().nulls_last()),
            };
            ordering.push(users::id);
            let ids = from(users::table).order_by(ordering).select(users::id).all(db)?;
            assert_eq!(ids, expected);
        }
    }

    everywhere fn ordering_without_terms_is_no_error(db) {
        blog(db);
        assert_eq!(from(users::table).order_by(Ordering::new()).select(users::id).all(db)?.len(), 4);
    }

    everywhere fn fragment_fits_any_query_with_its_table(db) {
        blog(db);
        let ids = from(posts::table).filter(popular(1)).order_by(posts::id).select(posts::id).all(db)?;
        assert_eq!(ids, [1, 3]);
        let names = from(users::table)
            .join(posts::table, posts::author_id.eq(users::id).and(popular(6)))
            .select(users::name)
            .all(db)?;
        assert_eq!(names, ["Ann"]);
        let ids = from(posts::table)
            .filter(popular(1).not().or(posts::id.eq(3)))
            .order_by(posts::id)
            .select(posts::id)
            .all(db)?;
        assert_eq!(ids, [2, 3]);
    }

    everywhere fn a_sort_column_is_chosen_at_run_time(db) {
        #[derive(Clone, Copy)]
        enum Sort {
            Name,
            Age,
        }
        blog(db);
        for (sort, expected) in [(Sort::Name, [1, 2, 3, 4]), (Sort::Age, [4, 1, 2, 3])] {
            let mut order = Ordering::new();
            match sort {
                Sort::Name => order.push(users::name),
                Sort::Age => order.push(users::age.desc().nulls_last()),
            };
            order.push(users::id);
            assert_eq!(from(users::table).order_by(order).select(users::id).all(db)?, expected);
        }
    }

    everywhere fn pages_begin_behind_the_last_row(db) {
        blog(db);
        let page = |after| {
            from(posts::table).filter(posts::id.gt(0)).page((posts::title.desc(), posts::id), after, 1).select((posts::title, posts::id))
        };
        let mut after: Option<(String, i64)> = None;
        let mut seen = Vec::new();
        while let Some(row) = page(after.clone()).first(db)? {
            seen.push(row.1);
            after = Some(row);
        }
        assert_eq!(seen, [2, 1, 3]);

        let behind = from(posts::table).page((posts::published, posts::title.desc(), posts::views, posts::id.desc()), Some((false, "World", 0, 2)), 9);
        assert_eq!(behind.select(posts::id).all(db)?, [3, 1]);
        let by_id = from(users::table).page((users::id,), Some((2,)), 1).select(users::id);
        assert_eq!(by_id.all(db)?, [3]);
    }

    everywhere fn a_query_of_which_only_the_row_is_known(db) {
        struct Report<D> {
            title: &'static str,
            rows: BoxedQuery<D, (String, i64)>,
        }
        blog(db);
        let reports = [
            Report { title: "users", rows: from(users::table).filter(users::id.le(2)).order_by(users::id).select((users::name, users::id)).boxed() },
            Report { title: "tags", rows: from(tags::table).select((tags::label, tags::id)).union(from(tags::table).select((tags::label, tags::id))).order_by(tags::id).limit(1).boxed() },
        ];
        let found: Vec<_> = reports.iter().map(|report| Ok((report.title, report.rows.all(db)?))).collect::<aludel::Result<_>>()?;
        let row = |name: &str, id| (name.to_owned(), id);
        assert_eq!(found, [("users", vec![row("Ann", 1), row("Ben", 2)]), ("tags", vec![row("rust", 1)])]);
    }

    everywhere fn a_query_is_stored_and_extended_later(db) {
        blog(db);
        /// What somebody looks for, in any dialect.
        struct Search<D> {
            conditions: Conditions<D, aludel::expr::scope::Single<users::Table>>,
            order: Ordering<D, aludel::expr::scope::Single<users::Table>>,
        }
        let mut search = Search { conditions: Conditions::all(), order: Ordering::new() };
        search.conditions.push(users::id.gt(1));
        search.order.push(users::id.desc());
        search.conditions.push(users::manager_id.eq(1));
        let ids = from(users::table).filter(search.conditions).order_by(search.order).select(users::id).all(db)?;
        assert_eq!(ids, [3, 2]);
    }
}
