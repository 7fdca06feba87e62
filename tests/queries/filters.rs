//! WHERE: comparison, logic, patterns, lists, NULL.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

/// The keys of the users for which a condition holds.
macro_rules! users_where {
    ($db:ident, $condition:expr) => {
        from(users::table).filter($condition).order_by(users::id).select(users::id).all($db)?
    };
}

each_backend! {
    everywhere fn comparisons_with_values(db) {
        blog(db);
        assert_eq!(users_where!(db, users::age.eq(30)), [1]);
        assert_eq!(users_where!(db, users::age.ne(30)), [2, 4]);
        assert_eq!(users_where!(db, users::age.lt(30)), [2]);
        assert_eq!(users_where!(db, users::age.le(30)), [1, 2]);
        assert_eq!(users_where!(db, users::age.gt(30)), [4]);
        assert_eq!(users_where!(db, users::age.ge(30)), [1, 4]);
    }

    everywhere fn comparisons_of_columns_with_each_other(db) {
        blog(db);
        assert_eq!(users_where!(db, users::manager_id.eq(users::id.sub(1))), [2]);
        assert_eq!(users_where!(db, users::name.lt(users::email)), [1, 2, 3, 4]);
    }

    everywhere fn text_compares_with_regard_to_case(db) {
        blog(db);
        assert_eq!(users_where!(db, users::name.eq("Ann")), [1]);
        assert!(users_where!(db, users::name.eq("ann")).is_empty());
        assert_eq!(users_where!(db, users::name.ne("ann")).len(), 4);
        assert_eq!(users_where!(db, users::name.in_list(["ann", "Ben"])), [2]);
    }

    everywhere fn values_and_strings_of_every_kind_of_ownership_bind(db) {
        blog(db);
        let owned = String::from("Ann");
        assert_eq!(users_where!(db, users::name.eq(owned.as_str())), [1]);
        assert_eq!(users_where!(db, users::name.eq(owned.clone())), [1]);
        assert_eq!(users_where!(db, value("Ann").eq(users::name)), [1]);
        assert_eq!(users_where!(db, value(30_i32).lt(users::age)), [4]);
    }

    everywhere fn and_binds_tighter_than_or(db) {
        blog(db);
        // As written, from left to right: (a OR b) AND c.
        let left = users::id.eq(1).or(users::id.eq(2)).and(users::age.eq(20));
        assert_eq!(users_where!(db, left), [2]);
        let right = users::id.eq(1).or(users::id.eq(2).and(users::age.eq(20)));
        assert_eq!(users_where!(db, right), [1, 2]);
        let both = users::id.eq(1).and(users::age.eq(30)).or(users::id.eq(2).and(users::age.eq(99)));
        assert_eq!(users_where!(db, both), [1]);
    }

    everywhere fn not_covers_the_whole_condition_it_is_said_of(db) {
        blog(db);
        assert_eq!(users_where!(db, users::id.eq(1).or(users::id.eq(2)).not()), [3, 4]);
        assert_eq!(users_where!(db, users::id.eq(1).not().or(users::id.eq(1))), [1, 2, 3, 4]);
        assert_eq!(users_where!(db, users::id.ge(2).and(users::id.le(3)).not()), [1, 4]);
        assert_eq!(users_where!(db, users::id.eq(1).not().not()), [1]);
        assert_eq!(users_where!(db, users::id.between(2, 3).not()), [1, 4]);
        assert_eq!(users_where!(db, users::bio.is_null().not()), [1, 3, 4]);
        assert_eq!(users_where!(db, users::name.like("A%").not()), [2, 3, 4]);
        assert_eq!(users_where!(db, users::id.in_list([1, 2]).not()), [3, 4]);
    }

    everywhere fn comparison_of_conditions_keeps_its_parentheses(db) {
        blog(db);
        assert_eq!(users_where!(db, users::id.lt(3).eq(users::age.is_null())), [4]);
        assert_eq!(users_where!(db, users::id.lt(3).eq(true)), [1, 2]);
        assert_eq!(users_where!(db, users::id.lt(3).is_null()), Vec::<i64>::new());
        assert_eq!(users_where!(db, users::id.eq(1).not().eq(false)), [1]);
        assert_eq!(users_where!(db, users::id.eq(1).or(users::id.eq(2)).eq(false)), [3, 4]);
        assert_eq!(users_where!(db, users::age.is_distinct_from(30).eq(false)), [1]);
    }

    everywhere fn boolean_column_is_a_condition(db) {
        blog(db);
        let ids = from(posts::table).filter(posts::published).order_by(posts::id).select(posts::id).all(db)?;
        assert_eq!(ids, [1, 3]);
        let ids = from(posts::table).filter(posts::published.not()).select(posts::id).all(db)?;
        assert_eq!(ids, [2]);
        let ids = from(posts::table).filter(posts::published.eq(false)).select(posts::id).all(db)?;
        assert_eq!(ids, [2]);
    }

    everywhere fn several_filters_must_all_hold(db) {
        blog(db);
        let ids = from(users::table)
            .filter(users::id.eq(1).or(users::id.eq(2)))
            .filter(users::age.eq(20).or(users::age.eq(40)))
            .select(users::id)
            .all(db)?;
        assert_eq!(ids, [2]);
    }

    everywhere fn between_includes_both_ends(db) {
        blog(db);
        assert_eq!(users_where!(db, users::age.between(20, 30)), [1, 2]);
        assert_eq!(users_where!(db, users::age.not_between(20, 30)), [4]);
        assert_eq!(users_where!(db, users::age.between(30, 20)), Vec::<i64>::new());
        assert_eq!(users_where!(db, users::age.between(20, 30).and(users::id.eq(2))), [2]);
    }

    everywhere fn like_matches_with_regard_to_case(db) {
        blog(db);
        assert_eq!(users_where!(db, users::name.like("A%")), [1]);
        assert_eq!(users_where!(db, users::name.like("a%")), Vec::<i64>::new());
        assert_eq!(users_where!(db, users::name.like("%e%")), [2, 4]);
        assert_eq!(users_where!(db, users::name.like("_e_")), [2, 4]);
        assert_eq!(users_where!(db, users::name.not_like("%e%")), [1, 3]);
        assert_eq!(users_where!(db, users::bio.like("%")), [1, 3, 4]);
    }

    everywhere fn contains_looks_for_wildcards_as_they_are(db) {
        empty_blog(db);
        for label in ["50%", "500", "a_b", "axb", "c!d", "c\\d", "e'f"] {
            insert(tags::table).values(new!(Tag { label })).execute(db)?;
        }
        macro_rules! labels {
            ($condition:expr) => {
                from(tags::table).filter($condition).order_by(tags::id).select(tags::label).all(db)?
            };
        }
        assert_eq!(labels!(tags::label.contains("50%")), ["50%"]);
        assert_eq!(labels!(tags::label.contains("50")), ["50%", "500"]);
        assert_eq!(labels!(tags::label.contains("_")), ["a_b"]);
        assert_eq!(labels!(tags::label.contains("!")), ["c!d"]);
        assert_eq!(labels!(tags::label.contains("\\")), ["c\\d"]);
        assert_eq!(labels!(tags::label.contains("'")), ["e'f"]);
        assert_eq!(labels!(tags::label.contains("A")), Vec::<String>::new());
        assert_eq!(labels!(tags::label.contains("")).len(), 7);
        assert_eq!(labels!(tags::label.starts_with("a_")), ["a_b"]);
        assert_eq!(labels!(tags::label.starts_with("b")), Vec::<String>::new());
        assert_eq!(labels!(tags::label.ends_with("0%")), ["50%"]);
        assert_eq!(labels!(tags::label.ends_with("c")), Vec::<String>::new());
    }

    on [Postgres] fn ilike_has_no_regard_to_case(db) {
        blog(db);
        assert_eq!(users_where!(db, users::name.ilike("a%")), [1]);
    }

    everywhere fn in_list_of_no_value_is_false_and_its_opposite_true(db) {
        blog(db);
        assert_eq!(users_where!(db, users::id.in_list(Vec::<i64>::new())), Vec::<i64>::new());
        assert_eq!(users_where!(db, users::id.not_in_list(Vec::<i64>::new())), [1, 2, 3, 4]);
        assert_eq!(users_where!(db, users::age.not_in_list(Vec::<i32>::new())), [1, 2, 3, 4]);
        assert_eq!(users_where!(db, users::id.in_list(Vec::<i64>::new()).not()), [1, 2, 3, 4]);
    }

    everywhere fn in_list_of_some_values(db) {
        blog(db);
        assert_eq!(users_where!(db, users::id.in_list([2])), [2]);
        assert_eq!(users_where!(db, users::id.in_list([1, 3, 99])), [1, 3]);
        assert_eq!(users_where!(db, users::id.not_in_list([1, 3, 99])), [2, 4]);
        assert_eq!(users_where!(db, users::id.not_in_list([2])), [1, 3, 4]);
        assert_eq!(users_where!(db, users::name.in_list(["Ann", "Dee"])), [1, 4]);
        assert_eq!(users_where!(db, users::name.in_list(vec!["Ann".to_owned()])), [1]);
        // NULL is neither in a list nor not in it.
        assert_eq!(users_where!(db, users::age.in_list([20, 30])), [1, 2]);
        assert_eq!(users_where!(db, users::age.not_in_list([20, 30])), [4]);
        let mixed = users::name.like("%e%").and(users::id.in_list([2, 3])).and(users::age.gt(10));
        assert_eq!(users_where!(db, mixed), [2]);
    }

    everywhere fn in_list_of_a_thousand_values(db) {
        blog(db);
        let many: Vec<i64> = (3..1003).collect();
        assert_eq!(users_where!(db, users::id.in_list(many.iter().copied())), [3, 4]);
        assert_eq!(users_where!(db, users::id.not_in_list(many)), [1, 2]);
        let names: Vec<String> = (0..999).map(|n| format!("name {n}")).chain(["Cid".to_owned()]).collect();
        assert_eq!(users_where!(db, users::name.in_list(names)), [3]);
    }

    everywhere fn null_tests(db) {
        blog(db);
        assert_eq!(users_where!(db, users::bio.is_null()), [2]);
        assert_eq!(users_where!(db, users::bio.is_not_null()), [1, 3, 4]);
        assert_eq!(users_where!(db, users::bio.eq("")), [3]);
        assert_eq!(users_where!(db, users::bio.is_null().or(users::age.is_null())), [2, 3]);
        assert_eq!(users_where!(db, users::age.add(1).is_null()), [3]);
    }

    everywhere fn is_not_distinct_from_takes_null_as_equal_to_null(db) {
        blog(db);
        assert_eq!(users_where!(db, users::age.is_not_distinct_from(30)), [1]);
        assert_eq!(users_where!(db, users::age.is_distinct_from(30)), [2, 3, 4]);
        let rows: Vec<(i64, i64)> = from(users::table)
            .join(managers::table, managers::manager_id.is_not_distinct_from(users::manager_id))
            .order_by((users::id, managers::id))
            .select((users::id, managers::id))
            .all(db)?;
        assert_eq!(rows, [(1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (4, 4)]);
    }
}
