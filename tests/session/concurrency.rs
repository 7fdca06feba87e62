//! Two sessions and one row.

use crate::harness::{each_backend, failure};
use crate::{
    log::{engine, session},
    tables::*,
};
use aludel::{
    ErrorKind,
    engine::{Isolation, TransactionOptions},
    prelude::*,
    session::RetryOptions,
};
use std::{
    sync::{
        Barrier,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

each_backend! {
    everywhere fn a_stale_version_is_refused(db) {
        let (engine, log) = engine::<B, Tables>(db);
        let mut first = engine.session()?;
        let stock = first.add(new!(Stock { count: 10 }));
        first.commit()?;
        assert_eq!(first[stock].version, 1);
        let id = first[stock].id;

        let mut second = engine.session()?;
        let same = second.get::<Stock>(id)?.unwrap();
        second.commit()?;
        first[stock].count = 9;
        first.commit()?;
        assert_eq!(first[stock].version, 2);
        second[same].count = 5;
        let error = failure(second.commit());
        assert_eq!(error.kind(), ErrorKind::StaleRow);
        assert!(error.message().contains(&format!("stock(id = {id})")), "{error}");
        assert_eq!(second[same].count, 5);

        second.rollback()?;
        assert_eq!(second[same].count, 10);
        second.refresh(same)?;
        assert_eq!((second[same].count, second[same].version), (9, 2));
        second[same].count -= 5;
        log.take();
        second.commit()?;
        assert_eq!(log.take(), ["UPDATE stock"]);
        assert_eq!(from(stock::table).select((stock::count, stock::version)).one(&mut first)?, (4, 3));
    }

    fn a_stale_version_among_many_is_named(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut first = engine.session()?;
        let rows: Vec<_> = (0..5).map(|count| first.add(new!(Stock { count }))).collect();
        first.commit()?;
        let mut second = engine.session()?;
        let same = second.load(from(stock::table).order_by(stock::id))?;
        second.commit()?;
        first[rows[3]].count = 33;
        first.commit()?;
        for &row in &same {
            second[row].count += 100;
        }
        let error = failure(second.commit());
        assert!(error.message().contains(&format!("stock(id = {})", second[same[3]].id)), "{error}");
        second.rollback()?;
        for row in same {
            second.delete(row)?;
        }
        let error = failure(second.commit());
        assert_eq!(error.kind(), ErrorKind::StaleRow);
        assert_eq!(from(stock::table).count(&mut first)?, 5);
    }

    fn an_update_of_a_row_that_is_gone_is_an_error(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        delete(users::table).all_rows().execute(&mut engine.connect()?)?;
        s[ann].name = "Anna".into();
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::StaleRow);
        assert!(error.message().contains("users(id = "), "{error}");
    }

    everywhere fn deleting_a_row_that_is_gone_is_an_error_unless_accepted(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        s.commit()?;
        delete(users::table).filter(users::name.eq("Ann")).execute(&mut engine.connect()?)?;
        s.delete(ann)?;
        s.delete(ben)?;
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::StaleRow);
        s.confirm_deletes(false);
        s.commit()?;
        assert!(!from(users::table).exists(&mut s)?);
    }

    /// Both read, both write: the one that came second is run again.
    fn a_transaction_that_lost_is_run_again(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let stock = s.add(new!(Stock { count: 0 }));
        s.commit()?;
        let id = s[stock].id;
        drop(s);
        const TIMES: i32 = 20;
        let add = |by: i32| {
            let mut session = engine.session().unwrap();
            for _ in 0..TIMES {
                session
                    .run(|s| {
                        let row = s.get::<Stock>(id)?.unwrap();
                        s[row].count += by;
                        Ok(())
                    })
                    .unwrap();
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(|| add(1));
            scope.spawn(|| add(100));
        });
        let mut s = engine.session()?;
        let row = s.get::<Stock>(id)?.unwrap();
        assert_eq!((s[row].count, s[row].version), (TIMES * 101, 1 + 2 * TIMES));
    }

    /// Without a version: the database sees that they cannot both have come first.
    fn serializable_transactions_that_conflict_both_take_effect_once(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        s.add(new!(Line { order_id: 1, code: "a", quantity: 0 }));
        s.commit()?;
        drop(s);
        let (both_read, runs) = (Barrier::new(2), AtomicU32::new(0));
        let add = |by: i32, name: &'static str| {
            let mut session = engine.session().unwrap();
            session.transaction_options(TransactionOptions::isolation(Isolation::Serializable));
            let mut first = true;
            session
                .run(|s| {
                    runs.fetch_add(1, Ordering::Relaxed);
                    let line = s.get::<Line>((1, "a".to_owned()))?.unwrap();
                    if std::mem::take(&mut first) {
                        both_read.wait();
                    }
                    s[line].quantity += by;
                    s.add(new!(User { name }));
                    Ok(())
                })
                .unwrap();
        };
        std::thread::scope(|scope| {
            scope.spawn(|| add(1, "Ann"));
            scope.spawn(|| add(100, "Ben"));
        });
        assert!(runs.into_inner() > 2);
        let c = &mut engine.connect()?;
        assert_eq!(from(order_lines::table).select(order_lines::quantity).one(c)?, 101);
        assert_eq!(from(users::table).order_by(users::name).select(users::name).all(c)?, ["Ann", "Ben"]);
    }

    /// Each reads what the other writes: no row is written by both, and yet one of them has to come second.
    fn serializable_transactions_see_each_other_or_not_at_all(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        for code in ["a", "b"] {
            s.add(new!(Line { order_id: 1, code, quantity: 1 }));
        }
        s.commit()?;
        drop(s);
        let both_read = Barrier::new(2);
        // At least one line is to stay.
        let clear = |code: &'static str| {
            let mut session = engine.session().unwrap();
            session.transaction_options(TransactionOptions::isolation(Isolation::Serializable));
            let mut first = true;
            session
                .run(|s| {
                    let lines = s.load(from(order_lines::table).filter(order_lines::quantity.gt(0)))?;
                    if std::mem::take(&mut first) {
                        both_read.wait();
                    }
                    if lines.len() > 1 {
                        let own = lines.into_iter().find(|&line| s[line].code == code).unwrap();
                        s[own].quantity = 0;
                    }
                    Ok(())
                })
                .unwrap();
        };
        std::thread::scope(|scope| {
            scope.spawn(|| clear("a"));
            scope.spawn(|| clear("b"));
        });
        let left = from(order_lines::table).filter(order_lines::quantity.gt(0)).count(&mut engine.connect()?)?;
        assert_eq!(left, 1);
    }

    /// The server ends the transaction in the middle of a result; what comes after must not be committed by itself.
    on [Postgres, MariaDb] fn a_deadlock_among_streamed_rows_ends_the_transaction(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let rows: Vec<_> = (0..200).map(|n| new!(Item { id: n, description: "x" })).collect();
        insert(items::table).values(rows).execute(&mut engine.connect()?)?;
        let lock = |id: i64| update(items::table).set(items::description.set("y")).filter(items::id.eq(id));
        // Whoever fails lets the other one go on: its end of a channel is gone then.
        let ((locked, is_locked), (reading, is_reading)) = (mpsc::channel(), mpsc::channel());
        let met: aludel::Result<_> = std::thread::scope(|scope| {
            let (engine, reading) = (&engine, reading);
            scope.spawn(move || {
                let mut connection = engine.connect().unwrap();
                let mut tx = connection.begin().unwrap();
                // It has written most, so the other one is given up.
                let many: Vec<_> = (0..100).map(|n| new!(Keyword { name: n.to_string() })).collect();
                insert(keywords::table).values(many).execute(&mut tx).unwrap();
                lock(199).execute(&mut tx).unwrap();
                locked.send(()).unwrap();
                if is_reading.recv().is_ok() {
                    std::thread::sleep(Duration::from_millis(800));
                    lock(0).execute(&mut tx).unwrap();
                }
                tx.rollback().unwrap();
            });
            let mut s = engine.session()?;
            s.add(new!(Keyword { name: "before" }));
            s.flush()?;
            lock(0).execute(&mut s)?;
            is_locked.recv().unwrap();
            reading.send(()).unwrap();
            let query = from(items::table).for_update();
            let mut rows = query.iter(&mut s)?;
            let met = rows.find_map(Result::err).map(|error| error.kind());
            drop(rows);
            // The transaction is gone, on MariaDB without a trace.
            let after = insert(keywords::table).values(new!(Keyword { name: "after" })).execute(&mut s);
            assert_eq!(failure(after).kind(), ErrorKind::Transaction);
            assert_eq!(failure(s.commit()).kind(), ErrorKind::Transaction);
            s.rollback()?;
            Ok(met)
        });
        assert_eq!(met?, Some(ErrorKind::Deadlock));
        assert_eq!(from(keywords::table).count(&mut engine.connect()?)?, 0);
    }

    everywhere fn a_transaction_that_always_loses_is_given_up(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let stock = s.add(new!(Stock { count: 10 }));
        s.commit()?;
        let id = s[stock].id;
        let mut attempts = 0;
        let options = RetryOptions { attempts: 3, pause: Duration::ZERO, longest_pause: Duration::ZERO };
        let error = failure(s.run_with(options, |s| {
            attempts += 1;
            let stock = s.get::<Stock>(id)?.expect("the row is there");
            // As if somebody else had been faster.
            sql::<()>("UPDATE stock SET version = version + 1").execute(s)?;
            s[stock].count -= 1;
            Ok(())
        }));
        assert_eq!((error.kind(), attempts), (ErrorKind::RetriesExhausted, 3));
        assert!(error.message().contains("3 times"), "{error}");
        let last = std::error::Error::source(&error).and_then(|last| last.downcast_ref::<aludel::Error>());
        assert_eq!(last.map(aludel::Error::kind), Some(ErrorKind::StaleRow));
        assert_eq!(from(stock::table).select((stock::count, stock::version)).one(&mut s)?, (10, 1));
    }

    fn what_cannot_succeed_is_not_run_again(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let mut runs = 0;
        let error = failure(s.run(|s| {
            runs += 1;
            s.add(new!(User { name: "Ann" }));
            s.add(new!(User { name: "Ann" }));
            Ok(())
        }));
        assert_eq!((error.kind(), runs), (ErrorKind::Constraint, 1));
        assert!(!from(users::table).exists(&mut s)?);
    }
}
