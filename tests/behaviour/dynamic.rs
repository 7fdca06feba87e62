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
}
