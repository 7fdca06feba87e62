//! INSERT, UPDATE, DELETE, upserts, RETURNING.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{ErrorKind, prelude::*};

table! {
    /// All its columns have something without being told.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Setting in settings {
        #[primary_key(auto)]
        id: i64,
        #[default(true)]
        enabled: bool,
        #[default("it's 100% \"new\""), max_len(40)]
        label: String,
        #[default(-7)]
        level: i32,
        note: Option<String>,
    }
}
schema! { pub Settings: settings }

each_backend! {
    everywhere fn insert_fills_what_is_left_out_by_defaults(db) {
        empty_blog(db);
        let n = insert(users::table).values(new!(User { name: "Eve", email: "eve@example.org" })).execute(db)?;
        assert_eq!(n, 1);
        assert_eq!(from(users::table).all(db)?, [user(1, "Eve")]);
        insert(posts::table).values(new!(Post { author_id: 1, title: "Hi" })).execute(db)?;
        let post = from(posts::table).one(db)?;
        assert_eq!(
            post,
            Post { id: 1, author_id: 1, title: "Hi".to_owned(), published: false, views: 0, rating: None }
        );
    }

    everywhere fn insert_of_assignments_in_a_tuple(db) {
        empty_blog(db);
        insert(users::table)
            .values((
                users::email.set("eve@example.org"),
                users::name.set("Eve"),
                users::age.set(Some(7)),
                users::bio.set(None),
            ))
            .execute(db)?;
        assert_eq!(from(users::table).one(db)?, User { age: Some(7), ..user(1, "Eve") });
    }

    everywhere fn insert_of_row_structs_keeps_their_keys(db) {
        empty_blog(db);
        let eve = User { bio: Some("x".to_owned()), ..user(10, "Eve") };
        insert(users::table).values(eve.clone()).execute(db)?;
        insert(users::table).values(&user(11, "Fay")).execute(db)?;
        insert(users::table).values(&[user(12, "Gus"), user(13, "Hal")][..]).execute(db)?;
        insert(users::table).values(&vec![user(14, "Ida"), user(15, "Jan")]).execute(db)?;
        insert(users::table).values(vec![user(16, "Kay"), user(17, "Lee")]).execute(db)?;
        let found = from(users::table).order_by(users::id).all(db)?;
        assert_eq!(found.len(), 8);
        assert_eq!((&found[0], &found[7]), (&eve, &user(17, "Lee")));
    }

    everywhere fn insert_of_expressions(db) {
        empty_blog(db);
        insert(users::table)
            .values(new!(User { name: raw::<String>("upper(?)").bind("eve"), email: "e", age: value(20_i32).add(2) }))
            .execute(db)?;
        let row = from(users::table).select((users::name, users::age)).one(db)?;
        assert_eq!(row, ("EVE".to_owned(), Some(22)));
    }

    everywhere fn batches_of_no_row_one_and_three(db) {
        empty_blog(db);
        let tags = |labels: &[&str]| labels.iter().map(|&l| new!(Tag { label: l.to_owned() })).collect::<Vec<_>>();
        assert_eq!(insert(tags::table).values(tags(&[])).execute(db)?, 0);
        assert_eq!(insert(tags::table).values(tags(&["a"])).execute(db)?, 1);
        assert_eq!(insert(tags::table).values(tags(&["b", "c", "d"])).execute(db)?, 3);
        assert_eq!(insert(tags::table).values([new!(Tag { label: "e" }), new!(Tag { label: "f" })]).execute(db)?, 2);
        assert_eq!(from(tags::table).order_by(tags::id).select(tags::label).all(db)?, ["a", "b", "c", "d", "e", "f"]);
    }

    everywhere fn batch_of_many_rows_keeps_their_order(db) {
        empty_blog(db);
        let rows: Vec<_> = (0..2500).map(|n| new!(Tag { label: format!("tag {n}") })).collect();
        assert_eq!(insert(tags::table).values(rows).execute(db)?, 2500);
        let labels = from(tags::table).order_by(tags::id).select(tags::label).all(db)?;
        assert_eq!(labels.len(), 2500);
        assert!(labels.iter().enumerate().all(|(n, label)| *label == format!("tag {n}")));
    }

    everywhere fn batch_that_fails_half_way_leaves_nothing(db) {
        empty_blog(db);
        let rows: Vec<_> = (0..2500).map(|n| new!(Tag { label: format!("tag {}", n % 2400) })).collect();
        assert_eq!(failure(insert(tags::table).values(rows).execute(db)).kind(), ErrorKind::Constraint);
        assert_eq!(from(tags::table).count(db)?, 0);
        // Nor does it leave a transaction behind.
        insert(tags::table).values(new!(Tag { label: "after" })).execute(db)?;
        db.reconnect();
        assert_eq!(from(tags::table).count(db)?, 1);
    }

    everywhere fn batch_inside_a_transaction_goes_with_it(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        let rows: Vec<_> = (0..2500).map(|n| new!(Tag { label: format!("tag {n}") })).collect();
        insert(tags::table).values(rows).execute(&mut tx)?;
        assert_eq!(from(tags::table).count(&mut tx)?, 2500);
        tx.rollback()?;
        assert_eq!(from(tags::table).count(db)?, 0);
    }

    fn no_rows_are_no_statement(db) {
        // There is no such table: a statement would fail.
        let mut rows = vec![new!(Setting {})];
        rows.clear();
        assert_eq!(insert(settings::table).values(rows.clone()).execute(db)?, 0);
        assert!(insert(settings::table).values(rows).returning(settings::id).all(db)?.is_empty());
    }

    everywhere fn new_row_of_which_nothing_is_given(db) {
        db.create::<Settings>();
        assert_eq!(insert(settings::table).values(new!(Setting {})).execute(db)?, 1);
        assert_eq!(insert(settings::table).values(vec![new!(Setting {}), new!(Setting {})]).execute(db)?, 2);
        assert_eq!(insert(settings::table).values([new!(Setting {}), new!(Setting {})]).execute(db)?, 2);
        assert_eq!(from(settings::table).filter(settings::level.eq(-7)).count(db)?, 5);
    }

    on [Sqlite, Postgres, MariaDb] fn new_row_of_which_nothing_is_given_returns(db) {
        db.create::<Settings>();
        let row = insert(settings::table).values(new!(Setting {})).returning((settings::id, settings::level)).one(db)?;
        assert_eq!(row, (1, -7));
    }

    on [Sqlite, Postgres, MariaDb] fn batch_returns_its_rows_in_the_order_of_the_values(db) {
        empty_blog(db);
        let tags = |labels: Vec<String>| labels.into_iter().map(|label| new!(Tag { label })).collect::<Vec<_>>();
        let none: Vec<i64> = insert(tags::table).values(tags(vec![])).returning(tags::id).all(db)?;
        assert!(none.is_empty());
        assert_eq!(insert(tags::table).values(tags(vec!["z".to_owned()])).returning(tags::id).all(db)?, [1]);
        // More than one statement holds, and not in the order of anything.
        let labels: Vec<String> = (0..2500).map(|n| format!("tag {}", n * 7919 % 2500)).collect();
        let found = insert(tags::table).values(tags(labels.clone())).returning((tags::label, tags::id)).all(db)?;
        let expected: Vec<(String, i64)> = labels.into_iter().zip(2..).collect();
        assert_eq!(found, expected);
        let rows = insert(tags::table)
            .values([Tag { id: 9002, label: "b".to_owned() }, Tag { id: 9001, label: "a".to_owned() }])
            .returning_rows()
            .all(db)?;
        assert_eq!(rows, [Tag { id: 9002, label: "b".to_owned() }, Tag { id: 9001, label: "a".to_owned() }]);
    }

    on [Sqlite, Postgres, MariaDb] fn batch_of_defaults_returns(db) {
        db.create::<Settings>();
        let rows = vec![new!(Setting {}), new!(Setting {}), new!(Setting {})];
        let found = insert(settings::table).values(rows).returning((settings::id, settings::level)).all(db)?;
        assert_eq!(found, [(1, -7), (2, -7), (3, -7)]);
    }

    on [Sqlite, Postgres, MariaDb] fn batch_that_returns_and_fails_leaves_nothing(db) {
        empty_blog(db);
        let rows: Vec<_> = (0..2500).map(|n| new!(Tag { label: format!("tag {}", n % 2400) })).collect();
        let error = failure(insert(tags::table).values(rows).returning(tags::id).all(db));
        assert_eq!(error.kind(), ErrorKind::Constraint);
        assert_eq!(from(tags::table).count(db)?, 0);
        // The connection is in no transaction; a batch in one goes with it.
        let mut tx = db.connection().begin()?;
        let rows: Vec<_> = (0..2500).map(|n| new!(Tag { label: format!("tag {n}") })).collect();
        assert_eq!(insert(tags::table).values(rows).returning(tags::id).all(&mut tx)?.len(), 2500);
        tx.rollback()?;
        assert_eq!(from(tags::table).count(db)?, 0);
    }

    on [Sqlite, Postgres] fn batch_returns_what_it_did_not_leave_out(db) {
        blog(db);
        let rows = || vec![new!(Tag { label: "new" }), new!(Tag { label: "sql" }), new!(Tag { label: "newer" })];
        let skipping = insert(tags::table).values(rows()).on_conflict(tags::label).do_nothing();
        assert_eq!(skipping.returning(tags::label).all(db)?, ["new", "newer"]);
        let updating = insert(tags::table)
            .values(rows())
            .on_conflict(tags::label)
            .do_update(tags::label.set(concat(proposed(tags::label), "!")));
        assert_eq!(updating.returning(tags::label).all(db)?, ["new!", "sql!", "newer!"]);
    }

    on [MariaDb] fn batch_returns_what_it_updated(db) {
        blog(db);
        let rows = vec![new!(Tag { label: "new" }), new!(Tag { label: "sql" })];
        let query = insert(tags::table).values(rows).on_duplicate_key_update(tags::label.set("SQL!"));
        assert_eq!(query.returning(tags::label).all(db)?, ["new", "SQL!"]);
    }

    on [Sqlite, Postgres, MariaDb] fn batch_in_a_session_returns(db) {
        empty_blog(db);
        let mut session = db.engine().session()?;
        let rows = vec![new!(Tag { label: "a" }), new!(Tag { label: "b" })];
        assert_eq!(insert(tags::table).values(rows).returning(tags::id).all(&mut session)?, [1, 2]);
        session.rollback()?;
        drop(session);
        assert_eq!(from(tags::table).count(db)?, 0);
    }

    everywhere fn row_of_defaults(db) {
        db.create::<Settings>();
        insert(settings::table).default_values().execute(db)?;
        let expected = Setting { id: 1, enabled: true, label: "it's 100% \"new\"".to_owned(), level: -7, note: None };
        assert_eq!(from(settings::table).all(db)?, [expected]);
    }

    everywhere fn insert_from_a_query(db) {
        blog(db);
        let n = insert(tags::table)
            .columns((tags::label,))
            .query(from(users::table).filter(users::age.ge(30)).order_by(users::id).select((users::name,)))
            .execute(db)?;
        assert_eq!(n, 2);
        let labels = from(tags::table).filter(tags::id.gt(3)).order_by(tags::id).select(tags::label).all(db)?;
        assert_eq!(labels, ["Ann", "Dee"]);
        let n = insert(posts::table)
            .columns((posts::author_id, posts::title, posts::rating))
            .query(from(users::table).select((users::id, users::name, case(users::id.eq(1), 2.5))))
            .execute(db)?;
        assert_eq!(n, 4);
        assert_eq!(from(posts::table).filter(posts::rating.eq(2.5)).select(posts::title).one(db)?, "Ann");
    }

    on [Sqlite, MariaDb, MySql] fn insert_id_is_the_key_that_the_database_made(db) {
        empty_blog(db);
        assert_eq!(insert(tags::table).values(new!(Tag { label: "a" })).insert_id(db)?, 1);
        assert_eq!(insert(tags::table).values(new!(Tag { label: "b" })).insert_id(db)?, 2);
    }

    on [Postgres] fn insert_id_says_that_returning_is_the_way(db) {
        empty_blog(db);
        let error = failure(insert(tags::table).values(new!(Tag { label: "a" })).insert_id(db));
        assert_eq!(error.kind(), ErrorKind::Statement);
        assert!(error.message().contains("returning"), "{error}");
    }

    on [Sqlite, Postgres] fn upsert_on_conflict(db) {
        blog(db);
        let again = |label: &'static str| insert(tags::table).values(new!(Tag { label })).on_conflict(tags::label);
        assert_eq!(again("sql").do_nothing().execute(db)?, 0);
        assert_eq!(again("new").do_nothing().execute(db)?, 1);
        let n = again("sql").do_update(tags::label.set(raw::<String>("excluded.label || ?").bind("!"))).execute(db)?;
        assert_eq!(n, 1);
        let labels = from(tags::table).order_by(tags::id).select(tags::label).all(db)?;
        assert_eq!(labels, ["rust", "sql!", "misc", "new"]);
    }

    on [Sqlite, Postgres] fn upsert_sees_the_proposed_and_the_present_row(db) {
        blog(db);
        let rows = vec![user(1, "Ann"), User { age: Some(5), ..user(2, "Ben") }, user(9, "Eve")];
        insert(users::table)
            .values(rows)
            .on_conflict(users::id)
            .do_update((users::bio.set(proposed(users::email)), users::age.set(users::age.add(1))))
            .execute(db)?;
        let found =
            from(users::table).filter(users::id.ne(3)).order_by(users::id).select((users::bio, users::age)).all(db)?;
        let text = |t: &str| Some(t.to_owned());
        let expected = [
            (text("ann@example.org"), Some(31)),
            (text("ben@example.org"), Some(21)),
            (text("Reads"), Some(40)),
            (None, None),
        ];
        assert_eq!(found, expected);
    }

    on [Sqlite, Postgres] fn upsert_on_a_key_of_several_columns(db) {
        blog(db);
        let n = insert(post_tags::table)
            .values(vec![PostTag { post_id: 1, tag_id: 1 }, PostTag { post_id: 2, tag_id: 1 }])
            .on_conflict((post_tags::post_id, post_tags::tag_id))
            .do_nothing()
            .execute(db)?;
        assert_eq!(n, 1);
        assert_eq!(from(post_tags::table).count(db)?, 4);
    }

    on [Sqlite, Postgres] fn upsert_of_a_query(db) {
        blog(db);
        let again = || {
            let names = from(users::table).select((users::name, users::email));
            insert(users::table).columns((users::name, users::email)).query(names).on_conflict(users::email)
        };
        assert_eq!(again().do_nothing().execute(db)?, 0);
        assert_eq!(again().do_update(users::bio.set("again")).execute(db)?, 4);
        assert_eq!(from(users::table).filter(users::bio.eq("again")).count(db)?, 4);
        let titles = from(posts::table).join(users::table, users::id.eq(posts::author_id)).select((posts::title,));
        let labels = insert(tags::table).columns((tags::label,)).query(titles).on_conflict(tags::label).do_nothing();
        assert_eq!(labels.returning(tags::label).all(db)?.len(), 2);
    }

    on [MariaDb, MySql] fn upsert_on_duplicate_key(db) {
        blog(db);
        insert(users::table)
            .values(vec![user(1, "Ann"), user(9, "Eve")])
            .on_duplicate_key_update((users::bio.set(proposed(users::email)), users::age.set(users::age.add(1))))
            .execute(db)?;
        let found = from(users::table)
            .filter(users::id.in_list([1, 9]))
            .order_by(users::id)
            .select((users::bio, users::age))
            .all(db)?;
        assert_eq!(found, [(Some("ann@example.org".to_owned()), Some(31)), (None, None)]);
    }

    everywhere fn update_sets_values_of_the_rows_found(db) {
        blog(db);
        let n = update(users::table)
            .set((users::name.set("Bea"), users::bio.set(Some("new".to_owned())), users::age.set(None)))
            .filter(users::id.eq(2))
            .execute(db)?;
        assert_eq!(n, 1);
        let bea = from(users::table).filter(users::id.eq(2)).one(db)?;
        assert_eq!((bea.name.as_str(), bea.bio.as_deref(), bea.age), ("Bea", Some("new"), None));
        assert_eq!(from(users::table).filter(users::name.eq("Bea")).count(db)?, 1);
        assert_eq!(update(users::table).set(users::name.set("x")).filter(users::id.eq(99)).execute(db)?, 0);
    }

    everywhere fn update_counts_rows_found_even_if_unchanged(db) {
        blog(db);
        assert_eq!(update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1)).execute(db)?, 1);
        assert_eq!(update(users::table).set(users::age.set(users::age)).all_rows().execute(db)?, 4);
    }

    everywhere fn update_computes_from_the_columns_of_the_row(db) {
        blog(db);
        update(posts::table).set(posts::views.set(posts::views.add(posts::id).mul(2))).all_rows().execute(db)?;
        assert_eq!(from(posts::table).order_by(posts::id).select(posts::views).all(db)?, [22, 4, 16]);
        let n = update(users::table)
            .set(users::bio.set(users::name))
            .filter(users::bio.is_null())
            .filter(users::age.gt(1).or(users::id.eq(99)))
            .execute(db)?;
        assert_eq!(n, 1);
        assert_eq!(from(users::table).filter(users::id.eq(2)).select(users::bio).one(db)?.as_deref(), Some("Ben"));
    }

    everywhere fn update_by_a_subquery(db) {
        blog(db);
        let authors = from(posts::table).filter(posts::views.gt(5)).select(posts::author_id);
        assert_eq!(update(users::table).set(users::age.set(0)).filter(users::id.in_query(authors)).execute(db)?, 1);
        assert_eq!(from(users::table).filter(users::age.eq(0)).select(users::id).all(db)?, [1]);
    }

    everywhere fn delete_deletes_the_rows_found_and_their_dependants(db) {
        blog(db);
        assert_eq!(delete(posts::table).filter(posts::id.eq(1)).execute(db)?, 1);
        assert_eq!(from(posts::table).order_by(posts::id).select(posts::id).all(db)?, [2, 3]);
        // ON DELETE CASCADE
        assert_eq!(from(post_tags::table).select(post_tags::post_id).all(db)?, [3]);
        assert_eq!(delete(posts::table).filter(posts::views.ge(0)).filter(posts::id.eq(99)).execute(db)?, 0);
        assert_eq!(delete(posts::table).all_rows().execute(db)?, 2);
        assert_eq!(from(posts::table).count(db)?, 0);
    }

    on [Sqlite, Postgres, MariaDb] fn insert_returns_what_was_written(db) {
        empty_blog(db);
        let id = insert(tags::table).values(new!(Tag { label: "a" })).returning(tags::id).one(db)?;
        assert_eq!(id, 1);
        let row: (i64, String, bool) = {
            insert(tags::table)
                .values(new!(Tag { label: "b" }))
                .returning((tags::id, tags::label, tags::id.gt(1)))
                .one(db)?
        };
        assert_eq!(row, (2, "b".to_owned(), true));
        let tag: Tag = insert(tags::table).values(Tag { id: 7, label: "c".to_owned() }).returning_rows().one(db)?;
        assert_eq!(tag, Tag { id: 7, label: "c".to_owned() });
        let copied = insert(tags::table)
            .columns((tags::label,))
            .query(from(tags::table).filter(tags::id.eq(7)).select((raw::<String>("concat(label, '2')"),)))
            .returning(tags::label)
            .all(db)?;
        assert_eq!(copied, ["c2"]);
    }

    on [Sqlite, Postgres] fn update_returns_the_new_values(db) {
        blog(db);
        let mut rows = update(users::table)
            .set(users::age.set(users::age.add(1)))
            .filter(users::id.le(2))
            .returning((users::id, users::age))
            .all(db)?;
        rows.sort();
        assert_eq!(rows, [(1, Some(31)), (2, Some(21))]);
    }

    on [Sqlite, Postgres, MariaDb] fn delete_returns_the_rows_that_went(db) {
        blog(db);
        let gone: Vec<Tag> = delete(tags::table).filter(tags::label.eq("misc")).returning_rows().all(db)?;
        assert_eq!(gone, [Tag { id: 3, label: "misc".to_owned() }]);
        assert_eq!(from(tags::table).count(db)?, 2);
    }

    on [Sqlite, Postgres] fn upsert_returns_the_row_that_is_there_now(db) {
        blog(db);
        let row = insert(tags::table)
            .values(new!(Tag { label: "sql" }))
            .on_conflict(tags::label)
            .do_update(tags::label.set("SQL"))
            .returning((tags::id, tags::label))
            .one(db)?;
        assert_eq!(row, (2, "SQL".to_owned()));
    }
}
