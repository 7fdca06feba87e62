//! Queries inside queries.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

each_backend! {
    everywhere fn exists_and_not_exists_correlate(db) {
        blog(db);
        let published =
            from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id).and(posts::published));
        let with = from(users::table).filter(exists(published)).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(with, [1, 2]);
        let without = from(users::table).filter(not_exists(published)).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(without, [3, 4]);
        let negated =
            from(users::table).filter(exists(published).not()).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(negated, [3, 4]);
    }

    everywhere fn in_query_and_not_in_query(db) {
        blog(db);
        let authors = from(posts::table).filter(posts::views.gt(0)).select(posts::author_id);
        let ids =
            from(users::table).filter(users::id.in_query(authors)).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(ids, [1, 2]);
        let ids =
            from(users::table).filter(users::id.not_in_query(authors)).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(ids, [3, 4]);
    }

    everywhere fn not_in_a_query_that_holds_null_is_never_true(db) {
        blog(db);
        let managers = from(users::table).select(users::manager_id);
        assert_eq!(from(posts::table).filter(posts::id.not_in_query(managers)).count(db)?, 0);
    }

    everywhere fn scalar_of_all_rows(db) {
        blog(db);
        let most = from(posts::table).select(max(posts::views));
        let title = from(posts::table).filter(posts::views.eq(scalar(most))).select(posts::title).one(db)?;
        assert_eq!(title, "Hello");
    }

    everywhere fn scalar_correlates_and_is_null_without_a_row(db) {
        blog(db);
        let posted = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(count());
        let best = from(posts::table)
            .correlate(users::table)
            .filter(posts::author_id.eq(users::id).and(posts::views.ge(5)))
            .select(posts::title);
        let rows: Vec<(i64, Option<i64>, Option<String>)> =
            from(users::table).order_by(users::id).select((users::id, scalar(posted), scalar(best))).all(db)?;
        let hello = Some("Hello".to_owned());
        assert_eq!(rows, [(1, Some(2), hello.clone()), (2, Some(1), hello), (3, Some(0), None), (4, Some(0), None)]);
    }

    everywhere fn values_of_inner_and_outer_query_bind_in_order(db) {
        blog(db);
        let inner = from(posts::table)
            .correlate(users::table)
            .filter(posts::title.eq("Hello").and(posts::views.between(1, 10)).and(posts::author_id.eq(users::id)));
        let names = from(users::table)
            .filter(users::age.gt(10).and(exists(inner)).and(users::name.ne("Ann")))
            .select((users::name, value(7_i64)))
            .limit(5)
            .all(db)?;
        assert_eq!(names, [("Ben".to_owned(), 7)]);
    }

    everywhere fn subquery_in_a_list_has_a_limit(db) {
        blog(db);
        let oldest = from(users::table).filter(users::age.is_not_null()).order_by(users::age.desc()).select(users::id);
        let names = from(users::table).order_by(users::id).select(users::name);
        assert_eq!(names.filter(users::id.in_query(oldest.limit(2))).all(db)?, ["Ann", "Dee"]);
        assert_eq!(names.filter(users::id.in_query(oldest.limit(1).offset(1))).all(db)?, ["Ann"]);
        assert_eq!(names.filter(users::id.in_query(oldest.offset(2))).all(db)?, ["Ben"]);
        assert_eq!(names.filter(users::id.not_in_query(oldest.limit(2))).all(db)?, ["Ben", "Cid"]);
        let first = from(posts::table).order_by(posts::id).select(posts::id).limit(1);
        update(posts::table).set(posts::views.set(99)).filter(posts::id.in_query(first)).execute(db)?;
        assert_eq!(from(posts::table).filter(posts::views.eq(99)).select(posts::id).all(db)?, [1]);
    }

    on [Sqlite, Postgres] fn correlated_subquery_in_a_list_has_a_limit(db) {
        blog(db);
        let best = from(posts::table)
            .correlate(users::table)
            .filter(posts::author_id.eq(users::id))
            .order_by(posts::views.desc())
            .limit(1)
            .select(posts::title);
        let names = from(users::table).filter(value("Hello").in_query(best)).order_by(users::id).select(users::name);
        assert_eq!(names.all(db)?, ["Ann", "Ben"]);
    }

    everywhere fn subquery_inside_a_subquery(db) {
        blog(db);
        let tagged = from(post_tags::table).filter(post_tags::tag_id.eq(1)).select(post_tags::post_id);
        let authors = from(posts::table).filter(posts::id.in_query(tagged)).select(posts::author_id);
        let names = from(users::table).filter(users::id.in_query(authors)).select(users::name).all(db)?;
        assert_eq!(names, ["Ann"]);
    }

    everywhere fn subquery_of_its_own_table_by_alias(db) {
        blog(db);
        let younger = from(managers::table).correlate(users::table).filter(managers::age.lt(users::age));
        let ids = from(users::table).filter(exists(younger)).order_by(users::id).select(users::id).all(db)?;
        assert_eq!(ids, [1, 4]);
    }

    everywhere fn whether_a_subquery_has_rows_can_be_selected(db) {
        blog(db);
        let any = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
        let rows: Vec<(i64, bool)> = from(users::table).order_by(users::id).select((users::id, exists(any))).all(db)?;
        assert_eq!(rows, [(1, true), (2, true), (3, false), (4, false)]);
    }

    everywhere fn rows_in_a_query_of_several_columns(db) {
        blog(db);
        // Who wrote a post of a title that somebody else wrote too?
        let of_others = from(managers::table)
            .join(posts::table, posts::author_id.ne(managers::id))
            .select((managers::id, posts::title));
        let shared: Vec<i64> = from(posts::table)
            .filter((posts::author_id, posts::title).in_query(of_others.filter(posts::title.eq("Hello"))))
            .order_by(posts::id)
            .select(posts::id)
            .all(db)?;
        assert_eq!(shared, [1, 3]);
        let pairs = from(users::table).select((users::id, users::name)).union(
            from(users::table).filter(users::id.eq(2)).select((users::id, lower(users::name))),
        );
        let all: Vec<i64> = from(managers::table)
            .filter((managers::id, lower(managers::name)).in_query(pairs))
            .select(managers::id)
            .all(db)?;
        assert_eq!(all, [2]);
        // A column that can be NULL is no obstacle to IN, and one to NOT IN.
        let reports = from(users::table).select((users::manager_id, users::name));
        let ben = from(tags::table).filter((value(1i64), value("Ben")).in_query(reports));
        assert_eq!(ben.count(db)?, 3);
        let others = from(managers::table)
            .filter((managers::id, managers::name).not_in_query(reports.filter(users::manager_id.is_not_null())))
            .count(db)?;
        assert_eq!(others, 4);
        let correlated = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
        let heads: Vec<i64> = from(users::table)
            .filter((users::id, value("World")).in_query(correlated.select((posts::author_id, posts::title))))
            .select(users::id)
            .all(db)?;
        assert_eq!(heads, [1]);
    }
}
