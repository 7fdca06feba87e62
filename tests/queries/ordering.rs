//! ORDER BY, LIMIT, OFFSET, DISTINCT.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

/// The keys of the users, sorted.
macro_rules! users_by {
    ($db:ident, $terms:expr) => {
        from(users::table).order_by($terms).select(users::id).all($db)?
    };
}

each_backend! {
    everywhere fn ascending_is_the_default(db) {
        blog(db);
        assert_eq!(users_by!(db, users::name), [1, 2, 3, 4]);
        assert_eq!(users_by!(db, users::name.asc()), [1, 2, 3, 4]);
        assert_eq!(users_by!(db, users::name.desc()), [4, 3, 2, 1]);
    }

    everywhere fn the_first_page_needs_no_type_of_what_is_before_it(db) {
        blog(db);
        let first: Vec<User> = from(users::table).first_page((users::name.desc(), users::id), 2).all(db)?;
        assert_eq!(first.iter().map(|user| user.id).collect::<Vec<_>>(), [4, 3]);
        let seen = first.last().map(|user| (user.name.clone(), user.id));
        let next: Vec<User> = from(users::table).page((users::name.desc(), users::id), seen, 2).all(db)?;
        assert_eq!(next.iter().map(|user| user.id).collect::<Vec<_>>(), [2, 1]);
    }

    everywhere fn nulls_go_where_they_are_told(db) {
        blog(db);
        assert_eq!(users_by!(db, users::age.asc().nulls_first()), [3, 2, 1, 4]);
        assert_eq!(users_by!(db, users::age.asc().nulls_last()), [2, 1, 4, 3]);
        assert_eq!(users_by!(db, users::age.desc().nulls_first()), [3, 4, 1, 2]);
        assert_eq!(users_by!(db, users::age.desc().nulls_last()), [4, 1, 2, 3]);
        assert_eq!(users_by!(db, users::age.add(1).desc().nulls_last()), [4, 1, 2, 3]);
    }

    everywhere fn several_terms_decide_one_after_the_other(db) {
        blog(db);
        let ids = from(posts::table).order_by((posts::title, posts::views)).select(posts::id).all(db)?;
        assert_eq!(ids, [3, 1, 2]);
        let ids = from(posts::table).order_by(posts::title).order_by(posts::views.desc()).select(posts::id).all(db)?;
        assert_eq!(ids, [1, 3, 2]);
    }

    everywhere fn expressions_sort_too(db) {
        blog(db);
        assert_eq!(users_by!(db, users::id.neg()), [4, 3, 2, 1]);
        assert_eq!(users_by!(db, (users::bio.is_null().desc(), users::id)), [2, 1, 3, 4]);
        assert_eq!(users_by!(db, (case(users::id.eq(3), 0).otherwise(1), users::id)), [3, 1, 2, 4]);
    }

    everywhere fn limit_and_offset_cut(db) {
        blog(db);
        let sorted = from(users::table).order_by(users::id).select(users::id);
        assert_eq!(sorted.limit(2).all(db)?, [1, 2]);
        assert_eq!(sorted.limit(2).offset(1).all(db)?, [2, 3]);
        assert_eq!(sorted.offset(1).limit(2).all(db)?, [2, 3]);
        assert_eq!(sorted.offset(3).all(db)?, [4]);
        assert_eq!(sorted.limit(0).all(db)?, Vec::<i64>::new());
        assert_eq!(sorted.offset(9).all(db)?, Vec::<i64>::new());
        assert_eq!(sorted.limit(u32::MAX).offset(0).all(db)?.len(), 4);
    }

    everywhere fn limits_that_differ_share_one_statement(db) {
        blog(db);
        let sorted = from(users::table).order_by(users::id).select(users::id);
        for n in 0..5_u32 {
            assert_eq!(sorted.limit(n).all(db)?.len(), n.min(4) as usize);
        }
    }

    everywhere fn distinct_gives_equal_rows_once(db) {
        blog(db);
        let titles = from(posts::table).select(posts::title).distinct().order_by(posts::title).all(db)?;
        assert_eq!(titles, ["Hello", "World"]);
        let pairs = from(posts::table)
            .select((posts::title, posts::author_id))
            .distinct()
            .order_by((posts::title, posts::author_id))
            .all(db)?;
        assert_eq!(pairs.len(), 3);
        let managers: Vec<Option<i64>> = from(users::table).select(users::manager_id).distinct().all(db)?;
        assert_eq!(managers.len(), 3);
    }

    everywhere fn what_sorts_is_chosen_at_run_time(db) {
        blog(db);
        let mut sorted = |sort: u8| {
            from(users::table)
                .filter(users::id.gt(0))
                .order_by(
                    choose(sort == 0, users::name.desc())
                        .when(sort == 1, (coalesce(users::age, 25).desc(), users::name))
                        .when(sort < 2, users::email)
                        .otherwise(users::manager_id.asc().nulls_last()),
                )
                .order_by(users::id.desc())
                .select(users::id)
                .all(db)
        };
        assert_eq!(sorted(0)?, [4, 3, 2, 1]);
        assert_eq!(sorted(1)?, [4, 1, 3, 2]);
        assert_eq!(sorted(2)?, [3, 2, 4, 1]);
        // Of groups, of distinct rows, and of what an aggregate gathers.
        let by_count = |most: bool| {
            from(posts::table)
                .group_by(posts::author_id)
                .order_by(choose(most, count().desc()).otherwise(posts::author_id.desc()))
                .select(posts::author_id)
        };
        assert_eq!(by_count(true).all(db)?, [1, 2]);
        assert_eq!(by_count(false).all(db)?, [2, 1]);
        let titles = from(posts::table).select((posts::title, posts::author_id)).distinct();
        let first = titles.order_by(choose(false, posts::title).otherwise((posts::author_id.desc(), posts::title))).first(db)?;
        assert_eq!(first, Some(("Hello".to_owned(), 2)));
        let joined = string_agg(users::name, " ").order_by(choose(true, users::id.desc()).otherwise(users::name));
        assert_eq!(from(users::table).select(joined).one(db)?.as_deref(), Some("Dee Cid Ben Ann"));
    }
}
