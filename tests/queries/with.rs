//! WITH: common table expressions.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

shape! { seen { author_id: i64, views: Option<i64> } }
alias!(seen as other_seen);
shape! { most { views: Option<i64> } }
shape! { chain { id: i64, path: String, depth: i64 } }

shape! { number { n: i64 } }
shape! { gone { id: i64, title: String } }
shape! { manages { low: Option<i64> } }

fn text(s: &str) -> String {
    s.to_owned()
}

each_backend! {
    everywhere fn a_cte_is_read_several_times(db) {
        blog(db);
        let totals = from(posts::table).group_by(posts::author_id).select(seen::Columns {
            author_id: posts::author_id,
            views: max(posts::views),
        });
        let query = with(seen::table, totals).query(|seen| {
            let most = from(seen).select(max(seen::views));
            from(users::table)
                .join(seen, seen::author_id.eq(users::id))
                .filter(seen::views.eq(scalar(most)))
                .select((users::name, seen::views))
        });
        assert_eq!(query.all(db)?, [(text("Ann"), Some(10))]);
        assert_eq!(query.one(db)?.1, Some(10));
        assert_eq!(query.count(db)?, 1);
        assert!(query.exists(db)?);
        assert_eq!(query.first(db)?, Some((text("Ann"), Some(10))));
    }

    everywhere fn several_ctes_that_build_on_each_other(db) {
        blog(db);
        let totals = from(posts::table).filter(posts::views.ge(1)).group_by(posts::author_id).select((posts::author_id, max(posts::views)));
        let query = with(seen::table, totals)
            .with(most::table, |seen| from(seen).select(max(seen::views)))
            .with(number::table, |(_, _)| from(users::table).filter(users::id.le(3)).select(users::id))
            .query(|(seen, most, number)| {
                from(number)
                    .join(seen, seen::author_id.eq(number::n))
                    .left_join(most, most::views.eq(seen::views))
                    .order_by(number::n)
                    .select((number::n, seen::views, most::views))
            });
        assert_eq!(query.all(db)?, [(1, Some(10), Some(10)), (2, Some(5), None)]);
    }

    everywhere fn a_cte_joined_with_itself(db) {
        blog(db);
        let totals = from(posts::table).group_by(posts::author_id).select((posts::author_id, max(posts::views)));
        let pairs = with(seen::table, totals).query(|seen| {
            from(seen)
                .join(seen.alias(other_seen::table), other_seen::views.lt(seen::views))
                .select((seen::author_id, other_seen::author_id))
        });
        assert_eq!(pairs.all(db)?, [(1, 2)]);
    }

    everywhere fn a_tree_is_walked(db) {
        blog(db);
        let below = with_recursive(
            chain::table,
            from(users::table).filter(users::id.eq(1)).select((users::id, users::name, value(0_i64))),
            |chain| {
                from(chain)
                    .join(users::table, users::manager_id.eq(chain::id))
                    .select((users::id, chain::path.concat("/").concat(users::name), chain::depth.add(1)))
            },
        )
        .query(|chain| from(chain).order_by(chain::id));
        let row = |id, path: &str, depth| (id, text(path), depth);
        assert_eq!(
            below.all(db)?,
            [row(1, "Ann", 0), row(2, "Ann/Ben", 1), row(3, "Ann/Cid", 1), row(4, "Ann/Ben/Dee", 2)]
        );
        assert_eq!(below.count(db)?, 4);
    }

    everywhere fn a_step_may_have_longer_text_than_the_first_rows(db) {
        let long = "b".repeat(5000);
        let longest = with_recursive(chain::table, rows(chain::table, [(1, "a", 1)]), |chain| {
            from(chain).filter(chain::depth.lt(3)).select((chain::id, value(long.as_str()), chain::depth.add(1)))
        })
        .query(|chain| from(chain).order_by(chain::depth).select(length(chain::path)));
        assert_eq!(longest.all(db)?, [1, 5000, 5000]);
    }

    everywhere fn a_cycle_ends_where_rows_are_distinct(db) {
        blog(db);
        let around = with_recursive_distinct(number::table, rows(number::table, [(1,)]), |number| {
            from(number).select(case(number::n.eq(3), 1_i64).otherwise(number::n.add(1)))
        })
        .query(|number| from(number).order_by(number::n).select(number::n));
        assert_eq!(around.all(db)?, [1, 2, 3]);
    }

    everywhere fn a_recursive_cte_behind_another(db) {
        blog(db);
        let query = with(most::table, from(users::table).select(max(users::id)))
            .with_recursive(
                number::table,
                |_| rows(number::table, [(1,)]),
                |most, number| {
                    from(number)
                        .join(most, most::views.gt(number::n))
                        .select(number::n.add(1))
                },
            )
            .query(|(_, number)| from(number).order_by(number::n).select(number::n));
        assert_eq!(query.all(db)?, [1, 2, 3, 4]);
    }

    everywhere fn inside_other_queries(db) {
        blog(db);
        let ids = with(number::table, from(posts::table).select(posts::author_id)).query(|number| from(number).select(number::n));
        let names = from(users::table).filter(users::id.in_query(ids)).order_by(users::id).select(users::name).all(db)?;
        assert_eq!(names, ["Ann", "Ben"]);
        let most = from(derived(number::table, ids)).select(max(number::n)).one(db)?;
        assert_eq!(most, Some(2));
        let most = with(number::table, from(users::table).select(users::id))
            .query(|number| from(number).select(max(number::n)));
        assert_eq!(from(users::table).filter(users::id.eq(scalar(most))).select(users::name).all(db)?, ["Dee"]);
    }

    everywhere fn a_set_operation_behind_a_with(db) {
        blog(db);
        let query = with(number::table, from(users::table).select(users::id)).query(|number| {
            from(number)
                .filter(number::n.gt(3))
                .select(number::n)
                .union(from(number).filter(number::n.lt(2)).select(number::n))
                .order_by(number::n)
        });
        assert_eq!(query.all(db)?, [1, 4]);
    }

    everywhere fn an_insert_from_a_with(db) {
        empty_blog(db);
        let list = with(gone::table, rows(gone::table, [(1, "one"), (2, "two")])).query(|gone| {
            from(gone).filter(gone::id.gt(1)).select(gone::title)
        });
        assert_eq!(insert(tags::table).columns((tags::label,)).query(list).execute(db)?, 1);
        assert_eq!(from(tags::table).select(tags::label).all(db)?, ["two"]);
    }

    on [Sqlite, Postgres] fn a_with_before_a_statement_that_writes(db) {
        blog(db);
        let few = from(posts::table).filter(posts::views.lt(6)).select(posts::id);
        let deleted = with(number::table, few)
            .statement(|number| delete(posts::table).filter(posts::id.in_query(from(number).select(number::n))));
        assert_eq!(deleted.execute(db)?, 2);
        let kept = with(number::table, from(posts::table).select(posts::id)).statement(|number| {
            update(posts::table)
                .set(posts::views.set(1))
                .filter(posts::id.in_query(from(number).select(number::n)))
                .returning((posts::id, posts::views))
        });
        assert_eq!(kept.all(db)?, [(1, 1)]);
    }

    on [Postgres] fn a_with_of_statements_that_write(db) {
        blog(db);
        let moved = with_writing(
            gone::table,
            delete(posts::table).filter(posts::views.lt(6)).returning(gone::Columns { id: posts::id, title: posts::title }),
        )
        .statement(|gone| insert(tags::table).columns((tags::label,)).query(from(gone).filter(gone::id.eq(2)).select(gone::title)));
        assert_eq!(moved.execute(db)?, 1);
        assert_eq!(from(posts::table).select(posts::id).all(db)?, [1]);
        assert_eq!(from(tags::table).order_by(tags::id.desc()).select(tags::label).first(db)?, Some(text("World")));

        let read = with_writing(gone::table, update(posts::table).set(posts::title.set("x")).all_rows().returning((posts::id, posts::title)))
            .query(|gone| from(gone).select(gone::title));
        assert_eq!(read.all(db)?, ["x"]);
    }
}
