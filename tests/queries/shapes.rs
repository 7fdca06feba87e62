//! Derived tables, lists of values, LATERAL and views: shapes that something fills.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

shape! {
    /// How often the posts of an author were seen.
    pub seen { author_id: i64, views: i64, best: Option<f64> }
}
shape! {
    /// As a struct.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Level in levels { low: i64, label: String, note: Option<String> }
}
shape! {
    #[view]
    #[derive(Debug, Clone, PartialEq)]
    pub struct Public in public_posts { id: i64, title: String, rating: Option<f64> }
}
shape! { one { n: i64 } }
alias!(public_posts as other_posts);

fn text(s: &str) -> String {
    s.to_owned()
}

each_backend! {
    everywhere fn derived_tables_in_from_and_in_joins(db) {
        blog(db);
        let totals = from(posts::table).group_by(posts::author_id).select(seen::Columns {
            best: max(posts::rating),
            views: coalesce(max(posts::views), 0),
            author_id: posts::author_id,
        });
        let rows = from(derived(seen::table, totals)).filter(seen::views.gt(5)).all(db)?;
        assert_eq!(rows, [(1, 10, Some(4.5))]);

        let rows: Vec<(String, Option<i64>)> = from(users::table)
            .left_join(derived(seen::table, totals), seen::author_id.eq(users::id))
            .order_by(users::id)
            .select((users::name, seen::views))
            .all(db)?;
        assert_eq!(rows, [(text("Ann"), Some(10)), (text("Ben"), Some(5)), (text("Cid"), None), (text("Dee"), None)]);

        let rows = from(derived(seen::table, totals))
            .join(users::table, users::id.eq(seen::author_id))
            .group_by(users::name)
            .order_by(users::name)
            .select((users::name, sum(seen::views)))
            .all(db)?;
        assert_eq!(rows, [(text("Ann"), 10), (text("Ben"), 5)]);
    }

    everywhere fn a_derived_table_keeps_its_order_limit_and_values(db) {
        blog(db);
        let top = from(posts::table)
            .filter(posts::views.ge(1))
            .order_by(posts::views.desc())
            .limit(1)
            .select((posts::author_id, posts::views.add(1), posts::rating));
        let rows = from(derived(seen::table, top)).filter(seen::views.gt(2)).limit(3).select((seen::views, value(9_i64))).all(db)?;
        assert_eq!(rows, [(11, 9)]);
    }

    everywhere fn a_not_null_column_fills_a_nullable_one(db) {
        blog(db);
        let rows = from(posts::table).filter(posts::id.eq(1)).select((posts::id, posts::title, posts::title));
        let level = Level { low: 1, label: text("Hello"), note: Some(text("Hello")) };
        assert_eq!(from(derived(levels::table, rows)).all(db)?, [level]);
    }

    everywhere fn a_derived_table_of_one_column(db) {
        blog(db);
        let ids = from(posts::table).select(posts::author_id).distinct();
        assert_eq!(from(derived(one::table, ids)).order_by(one::n.desc()).all(db)?, [(2,), (1,)]);
        assert_eq!(from(derived(one::table, ids)).count(db)?, 2);
        let named = from(derived(one::table, from(posts::table).select(one::Columns { n: posts::id })));
        assert_eq!(named.select(max(one::n)).one(db)?, Some(3));
    }

    everywhere fn derived_tables_nest(db) {
        blog(db);
        let inner = from(posts::table).select((posts::author_id, posts::views, posts::rating));
        let outer = from(derived(seen::table, inner)).filter(seen::views.gt(0)).select(seen::author_id);
        let rows = from(derived(one::table, outer)).order_by(one::n).select(one::n).all(db)?;
        assert_eq!(rows, [1, 2]);
        let ids = from(users::table).filter(users::id.in_query(from(derived(one::table, outer)).select(one::n)));
        assert_eq!(ids.order_by(users::id).select(users::id).all(db)?, [1, 2]);
    }

    everywhere fn lists_of_values(db) {
        blog(db);
        let list = rows(levels::table, [(0, "young", None), (25, "old", Some(text("so to say")))]);
        let level = |low, label: &str, note: Option<&str>| Level { low, label: text(label), note: note.map(text) };
        let all = from(list.clone()).order_by(levels::low).all(db)?;
        assert_eq!(all, [level(0, "young", None), level(25, "old", Some("so to say"))]);
        let ages = from(users::table)
            .join(list, users::age.cast::<i64>().gt(levels::low))
            .order_by((users::id, levels::low))
            .select((users::name, levels::label))
            .all(db)?;
        let pair = |a: &str, b: &str| (text(a), text(b));
        assert_eq!(ages, [pair("Ann", "young"), pair("Ann", "old"), pair("Ben", "young"), pair("Dee", "young"), pair("Dee", "old")]);
    }

    everywhere fn a_list_of_values_of_any_length(db) {
        let none: Vec<(i64,)> = Vec::new();
        assert_eq!(from(rows(one::table, none)).all(db)?, []);
        assert_eq!(from(rows(one::table, [(7_i64,); 0])).select(max(one::n)).one(db)?, None);
        for n in [1, 2, 3, 2000_i64] {
            let list: Vec<_> = (1..=n).map(|n| (n,)).collect();
            assert_eq!(from(rows(one::table, list)).select((count(), max(one::n))).one(db)?, (n, Some(n)));
        }
    }

    on [Postgres] fn lateral(db) {
        blog(db);
        let best = from(posts::table)
            .correlate(users::table)
            .filter(posts::author_id.eq(users::id))
            .order_by(posts::views.desc())
            .limit(1)
            .select((posts::author_id, posts::views, posts::rating));
        let rows = from(users::table)
            .join_lateral(seen::table, best, seen::author_id.gt(0))
            .order_by(users::id)
            .select((users::name, seen::views))
            .all(db)?;
        assert_eq!(rows, [(text("Ann"), 10), (text("Ben"), 5)]);
        let rows: Vec<(i64, Option<i64>)> = from(users::table)
            .left_join_lateral(seen::table, best, seen::views.gt(5))
            .order_by(users::id)
            .select((users::id, seen::views))
            .all(db)?;
        assert_eq!(rows, [(1, Some(10)), (2, None), (3, None), (4, None)]);
        assert_eq!(from(users::table).cross_join_lateral(seen::table, best).count(db)?, 2);
    }

    everywhere fn a_view_is_read_like_a_table(db) {
        blog(db);
        sql::<()>("CREATE VIEW public_posts AS SELECT id, title, rating FROM posts WHERE published").execute(db)?;
        let all = from(public_posts::table).order_by(public_posts::id).all(db)?;
        let hello = |id, rating| Public { id, title: text("Hello"), rating: Some(rating) };
        assert_eq!(all, [hello(1, 4.5), hello(3, 3.0)]);
        let pairs = from(public_posts::table)
            .join(other_posts::table, other_posts::title.eq(public_posts::title).and(other_posts::id.gt(public_posts::id)))
            .select((public_posts::id, other_posts::id))
            .all(db)?;
        assert_eq!(pairs, [(1, 3)]);
    }
}
