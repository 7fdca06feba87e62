//! Statements that write by other tables: INSERT .. SELECT, upserts, UPDATE .. FROM, DELETE .. USING, MERGE.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{prelude::*, query::old};

/// The version of a server of PostgreSQL.
fn version(db: &mut crate::harness::Db<aludel::Postgres>) -> i64 {
    sql::<i64>("SELECT current_setting('server_version_num')::bigint / 10000").one(db).unwrap()
}

shape! { seen { author_id: i64, views: i64 } }
shape! { wanted { id: i64, label: String } }

fn labels<B: crate::harness::TestBackend>(db: &mut crate::harness::Db<B>) -> Vec<String> {
    let rows = sql::<(String,)>("SELECT label FROM tags ORDER BY id");
    rows.all(db).unwrap().into_iter().map(|(label,)| label).collect()
}

each_backend! {
    everywhere fn insert_from_a_query(db) {
        blog(db);
        let titles = from(posts::table).select(posts::title).distinct();
        assert_eq!(insert(tags::table).columns((tags::label,)).query(titles).execute(db)?, 2);
        let names = from(users::table).select((users::name,)).union(from(users::table).select((users::name,)));
        assert_eq!(insert(tags::table).columns((tags::label,)).query(names).execute(db)?, 4);
        let list = rows(wanted::table, [(1, "x"), (2, "y")]);
        let pairs = insert(post_tags::table)
            .columns((post_tags::post_id, post_tags::tag_id))
            .query(from(list).select((value(2_i64), wanted::id)));
        assert_eq!(pairs.execute(db)?, 2);
        assert_eq!(insert(tags::table).columns((tags::id, tags::label)).query(rows(wanted::table, [(77, "z")])).execute(db)?, 1);
        assert_eq!(from(tags::table).count(db)?, 10);
    }

    on [Sqlite, Postgres] fn insert_from_a_query_with_on_conflict(db) {
        blog(db);
        let names = from(users::table).select(users::name).union_all(from(tags::table).select(tags::label));
        let insertion = insert(tags::table).columns((tags::label,)).query(names).on_conflict(tags::label).do_nothing();
        assert_eq!(insertion.execute(db)?, 4);
        let again = insert(tags::table)
            .columns((tags::label,))
            .query(from(tags::table).select(tags::label))
            .on_conflict(tags::label)
            .do_update(tags::label.set(upper(proposed(tags::label))))
            .filter(proposed(tags::label).eq("rust"));
        assert_eq!(again.execute(db)?, 1);
        assert_eq!(labels(db), ["RUST", "sql", "misc", "Ann", "Ben", "Cid", "Dee"]);
        let list = insert(tags::table)
            .columns((tags::id, tags::label))
            .query(rows(wanted::table, [(1, "one"), (50, "fifty")]))
            .on_conflict(tags::id)
            .do_update(tags::label.set(proposed(tags::label)))
            .returning((tags::id, tags::label));
        assert_eq!(list.all(db)?, [(1, "one".to_owned()), (50, "fifty".to_owned())]);
    }

    on [MariaDb, MySql] fn insert_from_a_query_with_on_duplicate_key(db) {
        blog(db);
        let again = insert(tags::table)
            .columns((tags::id, tags::label))
            .query(from(tags::table).select((tags::id, tags::label)))
            .on_duplicate_key_update(tags::label.set(upper(proposed(tags::label))));
        again.execute(db)?;
        assert_eq!(labels(db), ["RUST", "SQL", "MISC"]);
    }

    on [Sqlite, Postgres] fn an_upsert_under_a_condition(db) {
        blog(db);
        let upsert = |views: i64| {
            insert(posts::table)
                .values(new!(Post { id: 1, author_id: 1, title: "again", views: views }))
                .on_conflict(posts::id)
                .do_update((posts::title.set(proposed(posts::title)), posts::views.set(posts::views.add(proposed(posts::views)))))
                .filter(proposed(posts::views).gt(posts::views))
        };
        assert_eq!(upsert(5).execute(db)?, 0);
        assert_eq!(upsert(11).execute(db)?, 1);
        let post = from(posts::table).filter(posts::id.eq(1)).select((posts::title, posts::views)).one(db)?;
        assert_eq!(post, ("again".to_owned(), 21));
    }

    everywhere fn update_from_other_tables(db) {
        blog(db);
        let renamed = update(posts::table)
            .from(users::table)
            .set((posts::title.set(users::name), posts::views.set(posts::views.add(100))))
            .filter(posts::author_id.eq(users::id))
            .filter(users::age.gt(25));
        assert_eq!(renamed.execute(db)?, 2);
        let titles = from(posts::table).order_by(posts::id).select((posts::title, posts::views)).all(db)?;
        let row = |t: &str, n| (t.to_owned(), n);
        assert_eq!(titles, [row("Ann", 110), row("Ann", 100), row("Hello", 5)]);
    }

    everywhere fn update_from_a_derived_table_and_a_join(db) {
        blog(db);
        let totals = from(posts::table).group_by(posts::author_id).select((posts::author_id, coalesce(max(posts::views), 0)));
        let aged = update(users::table)
            .from(derived(seen::table, totals))
            .join(tags::table, tags::id.eq(seen::author_id))
            .set((users::bio.set(tags::label), users::age.set(coalesce(users::age, 0).add(1))))
            .filter(users::id.eq(seen::author_id).and(seen::views.gt(5)));
        assert_eq!(aged.execute(db)?, 1);
        let ann = from(users::table).filter(users::id.eq(1)).one(db)?;
        assert_eq!((ann.bio.as_deref(), ann.age), (Some("rust"), Some(31)));
        let of_managers = update(users::table)
            .from(managers::table)
            .set(users::bio.set(managers::name))
            .filter(users::manager_id.eq(managers::id));
        assert_eq!(of_managers.execute(db)?, 3);
        let bios = from(users::table).order_by(users::id).select(users::bio).all(db)?;
        let bio = |s: &str| Some(s.to_owned());
        assert_eq!(bios, [bio("rust"), bio("Ann"), bio("Ann"), bio("Ben")]);
    }

    on [Sqlite, Postgres] fn update_from_and_delete_using_return_rows(db) {
        blog(db);
        let changed = update(posts::table)
            .from(users::table)
            .set(posts::title.set(users::name))
            .filter(posts::author_id.eq(users::id).and(users::id.eq(2)))
            .returning((posts::id, posts::title));
        assert_eq!(changed.all(db)?, [(3, "Ben".to_owned())]);
        let gone = delete(posts::table).using(users::table).filter(posts::author_id.eq(users::id).and(users::id.eq(2))).returning(posts::id);
        assert_eq!(gone.all(db)?, [3]);
    }

    everywhere fn delete_using_other_tables(db) {
        blog(db);
        let tagged = delete(posts::table)
            .using(post_tags::table)
            .join(tags::table, tags::id.eq(post_tags::tag_id))
            .filter(post_tags::post_id.eq(posts::id).and(tags::label.eq("rust")));
        assert_eq!(tagged.execute(db)?, 1);
        assert_eq!(from(posts::table).order_by(posts::id).select(posts::id).all(db)?, [2, 3]);
        let of_ben = delete(posts::table).using(users::table).using(managers::table).filter(posts::author_id.eq(users::id)).filter(users::manager_id.eq(managers::id));
        assert_eq!(of_ben.execute(db)?, 1);
        assert_eq!(from(posts::table).select(posts::id).all(db)?, [2]);
    }

    on [MariaDb, MySql] fn the_first_rows_are_changed_and_deleted(db) {
        blog(db);
        let first = update(posts::table).set(posts::title.set("old")).all_rows().order_by(posts::id.desc()).limit(2);
        assert_eq!(first.execute(db)?, 2);
        assert_eq!(from(posts::table).order_by(posts::id).select(posts::title).all(db)?, ["Hello", "old", "old"]);
        assert_eq!(delete(posts::table).filter(posts::title.eq("old")).limit(1).execute(db)?, 1);
        assert_eq!(delete(posts::table).all_rows().order_by((posts::views, posts::id)).limit(1).execute(db)?, 1);
        assert_eq!(from(posts::table).count(db)?, 1);
    }

    on [Postgres] fn merge_updates_deletes_and_inserts(db) {
        blog(db);
        delete(post_tags::table).all_rows().execute(db)?;
        let list = rows(wanted::table, [(1, "RUST"), (2, ""), (3, "misc"), (9, "new"), (10, "")]);
        let merged = merge(tags::table)
            .using(list, wanted::id.eq(tags::id))
            .delete_matched_if(wanted::label.eq(""))
            .skip_matched_if(wanted::label.eq(tags::label))
            .update_matched(tags::label.set(wanted::label))
            .insert_missing_if(wanted::label.ne(""), (tags::id.set(wanted::id), tags::label.set(wanted::label)));
        assert_eq!(merged.execute(db)?, 3);
        assert_eq!(labels(db), ["RUST", "misc", "new"]);
        let from_table = merge(tags::table)
            .using(users::table, users::id.eq(tags::id))
            .delete_matched()
            .insert_missing(tags::label.set(users::name));
        assert_eq!(from_table.execute(db)?, 4);
        assert_eq!(from(tags::table).filter(tags::label.ne("new")).order_by(tags::label).select(tags::label).all(db)?, ["Ben", "Dee"]);
    }

    /// On a server that is too old the error says so.
    on [Postgres] fn merge_gives_rows_back_from_version_17_on(db) {
        blog(db);
        let merged = merge(tags::table)
            .using(rows(wanted::table, [(1, "RUST"), (9, "new")]), wanted::id.eq(tags::id))
            .update_matched(tags::label.set(wanted::label))
            .insert_missing((tags::id.set(wanted::id), tags::label.set(wanted::label)))
            .returning((tags::id, tags::label));
        if version(db) < 17 {
            let error = failure(merged.all(db));
            assert!(error.to_string().contains("PostgreSQL 17"), "{error}");
        } else {
            assert_eq!(merged.all(db)?, [(1, "RUST".to_owned()), (9, "new".to_owned())]);
        }
    }

    /// See above.
    on [Postgres] fn an_update_gives_what_was_before_from_version_18_on(db) {
        blog(db);
        let aged = update(users::table)
            .set(users::age.set(users::age.add(1)))
            .filter(users::id.lt(4))
            .returning((users::id, old(users::age), users::age, old(users::name)));
        if version(db) < 18 {
            let error = failure(aged.all(db));
            assert!(error.to_string().contains("PostgreSQL 18"), "{error}");
        } else {
            let mut aged = aged.all(db)?;
            aged.sort();
            let name = str::to_owned;
            assert_eq!(aged, [(1, Some(30), Some(31), name("Ann")), (2, Some(20), Some(21), name("Ben")), (3, None, None, name("Cid"))]);
        }
    }
}
