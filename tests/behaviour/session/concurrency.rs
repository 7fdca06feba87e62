//! Two sessions and one row.

use super::{
    log::{engine, session},
    tables::*,
};
use crate::harness::{each_backend, failure};
use aludel::{ErrorKind, prelude::*};

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
