//! Many rows at once: UPDATE by key.

use crate::{
    blog::*,
    harness::{Db, each_backend, failure},
};
use aludel::{
    ErrorKind,
    engine::{Engine, StatementEvent},
    prelude::*,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Line in bulk_lines {
        #[primary_key]
        order_id: i64,
        #[primary_key, max_len(10)]
        code: String,
        quantity: i32,
        #[unique]
        seat: Option<i32>,
    }
}
schema! { pub Bulk: bulk_lines }

fn line(order_id: i64, code: &str, quantity: i32, seat: Option<i32>) -> Line {
    Line { order_id, code: code.to_owned(), quantity, seat }
}

each_backend! {
    everywhere fn rows_are_updated_by_their_keys(db) {
        blog(db);
        let rows = vec![(2, (users::age.set(21), users::name.set("Bea"))), (4, (users::age.set(41), users::name.set("Dea")))];
        assert_eq!(update(users::table).by_key(rows).execute(db)?, 2);
        let found = from(users::table).order_by(users::id).select((users::name, users::age)).all(db)?;
        let person = |name: &str, age| (name.to_owned(), age);
        assert_eq!(found, [person("Ann", Some(30)), person("Bea", Some(21)), person("Cid", None), person("Dea", Some(41))]);
        assert_eq!(update(users::table).by_key([(3, users::bio.set(None))]).execute(db)?, 1);
        assert_eq!(from(users::table).filter(users::bio.is_null()).order_by(users::id).select(users::id).all(db)?, [2, 3]);
    }

    everywhere fn keys_that_are_not_there_are_not_counted(db) {
        blog(db);
        let rows = |ids: &[i64]| ids.iter().map(|id| (*id, users::bio.set("x".to_owned()))).collect::<Vec<_>>();
        assert_eq!(update(users::table).by_key(rows(&[])).execute(db)?, 0);
        assert_eq!(update(users::table).by_key(rows(&[99])).execute(db)?, 0);
        assert_eq!(update(users::table).by_key(rows(&[1, 98, 3, 99])).execute(db)?, 2);
        // Those that are as they are to be are found, too.
        assert_eq!(update(users::table).by_key(rows(&[1, 2])).execute(db)?, 2);
        assert_eq!(from(users::table).filter(users::bio.eq("x")).order_by(users::id).select(users::id).all(db)?, [1, 2, 3]);
    }

    everywhere fn of_a_key_that_comes_twice_the_last_values_stay(db) {
        blog(db);
        let rows = [(1, users::age.set(1)), (2, users::age.set(2)), (1, users::age.set(3)), (1, users::age.set(4))];
        assert_eq!(update(users::table).by_key(rows).execute(db)?, 4);
        let ages = from(users::table).filter(users::id.le(2)).order_by(users::id).select(users::age).all(db)?;
        assert_eq!(ages, [Some(4), Some(2)]);
    }

    /// One text, and so one prepared statement: what it was run with first decides nothing.
    everywhere fn values_follow_nulls_and_nulls_values(db) {
        blog(db);
        let rows = |bio: [Option<&str>; 2], age: [Option<i32>; 2]| {
            [0, 1].map(|i| (i as i64 + 1, (users::bio.set(bio[i].map(str::to_owned)), users::age.set(age[i]))))
        };
        let found = |db: &mut Db<B>| {
            from(users::table).filter(users::id.le(2)).order_by(users::id).select((users::bio, users::age)).all(db)
        };
        for (bio, age) in [
            ([None, None], [None, None]),
            ([Some("a long text that is no number"), None], [None, Some(7)]),
            ([Some("12"), Some("x")], [Some(i32::MAX), Some(i32::MIN)]),
            ([None, Some("y")], [Some(1), None]),
        ] {
            assert_eq!(update(users::table).by_key(rows(bio, age)).execute(db)?, 2);
            let expected: Vec<_> = [0, 1].map(|i| (bio[i].map(str::to_owned), age[i])).into();
            assert_eq!(found(db)?, expected);
        }
    }

    everywhere fn composite_keys(db) {
        db.create::<Bulk>();
        let lines = vec![line(1, "a", 1, None), line(1, "b", 2, Some(7)), line(2, "a", 3, Some(8))];
        insert(bulk_lines::table).values(&lines).execute(db)?;
        let rows = vec![
            ((1, "b".to_owned()), (bulk_lines::quantity.set(20), bulk_lines::seat.set(None))),
            ((2, "a".to_owned()), (bulk_lines::quantity.set(30), bulk_lines::seat.set(Some(9)))),
            ((2, "b".to_owned()), (bulk_lines::quantity.set(40), bulk_lines::seat.set(Some(10)))),
        ];
        assert_eq!(update(bulk_lines::table).by_key(rows).execute(db)?, 2);
        let found = from(bulk_lines::table).order_by((bulk_lines::order_id, bulk_lines::code)).all(db)?;
        assert_eq!(found, [line(1, "a", 1, None), line(1, "b", 20, None), line(2, "a", 30, Some(9))]);
    }

    /// One array for each column, so that the text is the same for any number of rows.
    on [Postgres]
    fn values_go_column_by_column(db) {
        let texts = Arc::new(std::sync::Mutex::new(Vec::new()));
        let seen = texts.clone();
        let engine: Engine<B> = db.builder()
            .observe(move |event: &StatementEvent<'_>| seen.lock().unwrap().push(event.sql.to_owned()))
            .open()?;
        Bulk::create_all(&engine)?;
        let c = &mut engine.connect()?;
        texts.lock().unwrap().clear();
        let lines: Vec<Line> = (0..3).map(|n| line(n, "a\"\\{},", n as i32, (n != 1).then_some(n as i32))).collect();
        insert(bulk_lines::table).values(&lines).execute(c)?;
        let back = insert(bulk_lines::table)
            .values(lines.iter().cloned().map(|line| Line { order_id: line.order_id + 2, seat: None, ..line }).collect::<Vec<_>>())
            .on_conflict((bulk_lines::order_id, bulk_lines::code))
            .do_update((bulk_lines::quantity.set(proposed(bulk_lines::quantity).add(40)), bulk_lines::seat.set(Some(9))))
            .returning((bulk_lines::order_id, bulk_lines::quantity, bulk_lines::seat))
            .all(c)?;
        assert_eq!(back, [(2, 40, Some(9)), (3, 1, None), (4, 2, None)]);
        let texts = std::mem::take(&mut *texts.lock().unwrap());
        assert_eq!(texts.len(), 2);
        assert!(texts.iter().all(|sql| sql.contains(" FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::integer[])")), "{texts:?}");
        let found = from(bulk_lines::table).order_by(bulk_lines::order_id).all(c)?;
        assert_eq!((found.len(), &found[0], &found[1]), (5, &lines[0], &lines[1]));
    }

    everywhere fn all_of_it_is_one_transaction(db) {
        db.create::<Bulk>();
        let lines: Vec<Line> = (0..2500).map(|n| line(n, "a", 0, Some(n as i32))).collect();
        insert(bulk_lines::table).values(&lines).execute(db)?;
        let rows = (0..2500).map(|n| ((n, "a".to_owned()), (bulk_lines::quantity.set(1), bulk_lines::seat.set(5000 + n as i32 % 2400))));
        let error = failure(update(bulk_lines::table).by_key(rows).execute(db));
        assert_eq!(error.kind(), ErrorKind::Constraint, "{error}");
        assert_eq!(from(bulk_lines::table).filter(bulk_lines::quantity.eq(1)).count(db)?, 0);
        // In a transaction, it goes with it; and one that fails leaves the transaction as it was.
        let mut tx = db.connection().begin()?;
        let rows = |seat: fn(i64) -> i32| (0..2500).map(move |n| ((n, "a".to_owned()), bulk_lines::seat.set(seat(n))));
        assert_eq!(update(bulk_lines::table).by_key(rows(|n| n as i32 + 5000)).execute(&mut tx)?, 2500);
        failure(update(bulk_lines::table).by_key(rows(|n| n as i32 / 2)).execute(&mut tx));
        assert_eq!(from(bulk_lines::table).filter(bulk_lines::seat.ge(5000)).count(&mut tx)?, 2500);
        tx.rollback()?;
        assert_eq!(from(bulk_lines::table).filter(bulk_lines::seat.ge(5000)).count(db)?, 0);
    }

    fn a_thousand_rows_are_one_statement_where_they_can_be(db) {
        db.create::<Bulk>();
        let statements = Arc::new(AtomicUsize::new(0));
        let count = statements.clone();
        let engine: Engine<B> = db.builder()
            .observe(move |event: &StatementEvent<'_>| { count.fetch_add(usize::from(event.sql.starts_with("UPDATE")), Ordering::Relaxed); })
            .open()?;
        Bulk::create_all(&engine)?;
        let c = &mut engine.connect()?;
        let lines: Vec<Line> = (0..1500).map(|n| line(n, "a", 0, None)).collect();
        insert(bulk_lines::table).values(&lines).execute(c)?;
        let rows = lines.iter().map(|line| ((line.order_id, line.code.clone()), bulk_lines::quantity.set(7)));
        assert_eq!(update(bulk_lines::table).by_key(rows).execute(c)?, 1500);
        // A prepared statement that is run again and again is told of once.
        let one_by_one = c.link().style().kind == DialectKind::Sqlite;
        assert_eq!(statements.load(Ordering::Relaxed), if one_by_one { 1 } else { 2 });
        assert_eq!(from(bulk_lines::table).filter(bulk_lines::quantity.eq(7)).count(c)?, 1500);
    }

    everywhere fn a_session_flushes_before_and_reads_what_was_updated(db) {
        empty_blog(db);
        let mut session = db.engine().session()?;
        let ann = session.add(new!(User { name: "Ann", email: "a" }));
        let ben = session.add(new!(User { name: "Ben", email: "b" }));
        session.commit()?;
        let ids = [session[ann].id, session[ben].id];
        session[ann].name = "Anna".to_owned();
        let rows = ids.map(|id| (id, users::age.set(Some(50))));
        assert_eq!(update(users::table).by_key(rows).execute(&mut session)?, 2);
        // A savepoint that is rolled back takes back in memory what was read in it.
        let mut savepoint = session.savepoint()?;
        update(users::table).by_key([(ids[0], users::age.set(60))]).execute(&mut *savepoint)?;
        savepoint.refresh(ann)?;
        assert_eq!(savepoint[ann].age, Some(60));
        savepoint.rollback()?;
        session.load(from(users::table))?;
        assert_eq!((&*session[ann].name, session[ann].age, session[ben].age), ("Anna", Some(50), Some(50)));
        session.rollback()?;
        assert_eq!((&*session[ann].name, session[ann].age), ("Ann", None));
    }
}
