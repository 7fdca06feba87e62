//! The server kills the connection, after each statement of a transaction.

use crate::{
    harness::{each_backend, failure},
    tables::*,
};
use aludel::{
    ErrorKind,
    engine::{Observer, StatementEvent},
    prelude::*,
};
use std::sync::{Arc, Mutex};

/// Counts statements, and does something after one of them.
#[derive(Clone, Default)]
struct AfterSome(Arc<Mutex<Option<(u32, Box<dyn FnOnce() + Send>)>>>);

impl Observer for AfterSome {
    fn statement(&self, _: &StatementEvent<'_>) {
        let mut order = self.0.lock().unwrap();
        match order.take() {
            Some((0, act)) => act(),
            Some((left, act)) => *order = Some((left - 1, act)),
            None => {}
        }
    }
}

each_backend! {
    on [Postgres, MariaDb]
    fn a_killed_connection_leaves_nothing_and_is_replaced(db) {
        let killer = AfterSome::default();
        let engine = db.builder().pool_size(1).observe(killer.clone()).open()?;
        Tables::create_all(&engine)?;
        let mut s = engine.session()?;
        let kept = s.add(new!(Crate { label: "kept" }));
        s.commit()?;
        let mut killed = 0;
        for statements in 0.. {
            let postgres = engine.connect()?.link().style().kind == DialectKind::Postgres;
            let id: i64 =
                sql(if postgres { "SELECT pg_backend_pid()" } else { "SELECT connection_id()" }).one(&mut s)?;
            s.commit()?;
            let other = db.engine();
            let kill = move || {
                let mut connection = other.connect().unwrap();
                match postgres {
                    true => {
                        let kill = "SELECT pg_terminate_backend(CAST(? AS integer), 5000)";
                        assert!(sql::<bool>(kill).bind(id as i32).one(&mut connection).unwrap());
                    }
                    false => connection.link().script(&format!("KILL {id}")).unwrap(),
                }
            };
            *killer.0.lock().unwrap() = Some((statements, Box::new(kill)));
            let result = (|| {
                s[kept].label = format!("changed {statements}");
                s.flush()?;
                let mut savepoint = s.savepoint()?;
                savepoint.add(new!(Thing { crate_id: kept, text: "new" }));
                savepoint.load(from(things::table))?;
                savepoint.add(new!(Thing { crate_id: kept, text: "newer" }));
                savepoint.release()?;
                s.commit()
            })();
            if killer.0.lock().unwrap().take().is_some() {
                result?;
                break;
            }
            match result {
                // The last statement is COMMIT.
                Ok(()) => break,
                Err(error) if error.kind() == ErrorKind::UnknownOutcome => {
                    // It was killed before COMMIT was sent, which nobody could see.
                    assert_eq!(s.row(kept).unwrap_err().kind(), ErrorKind::Handle);
                    assert_eq!(from(crates::table).select(crates::label).one(&mut s)?, "kept");
                    killed += 1;
                    break;
                }
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
                    // What is left of the transaction is not carried out, one by one, on another connection.
                    assert!(s.flush().is_err() || !s.is_modified());
                    s.rollback()?;
                    assert_eq!(s[kept].label, "kept");
                    killed += 1;
                }
            }
            assert_eq!(from(crates::table).select(crates::label).one(&mut s)?, "kept");
            assert!(!from(things::table).exists(&mut s)?);
            s.commit()?;
        }
        assert!(killed > 5, "killed {killed} times");
    }

    /// On MySQL a deadlock ends the whole transaction, not only the statement: nothing may be written after it.
    on [Postgres, MariaDb]
    fn after_a_deadlock_nothing_of_the_transaction_is_committed(db) {
        let engine = db.builder().open()?;
        Tables::create_all(&engine)?;
        let mut s = engine.session()?;
        let whole = s.add(new!(Crate { label: "whole" }));
        let things = ["a", "b"].map(|text| s.add(new!(Thing { crate_id: whole, text })));
        s.commit()?;
        let [a, b] = things.map(|thing| s[thing].id);
        let rename = |s: &mut Session<B>, id: i64, to: &str| {
            update(things::table).set(things::text.set(to)).filter(things::id.eq(id)).execute(s)
        };
        let barrier = std::sync::Barrier::new(2);
        let go = |first: i64, second: i64, new: &'static str| {
            let mut s = engine.session().unwrap();
            rename(&mut s, first, new).unwrap();
            barrier.wait();
            let result = rename(&mut s, second, new);
            let lost = result.is_err();
            if let Err(error) = result {
                assert_eq!(error.kind(), ErrorKind::Deadlock, "{error:?}");
                // A program that goes on all the same.
                s.add(new!(Crate { label: format!("lost by {new}") }));
                assert!(s.commit().is_err());
                assert!(s.commit().is_err());
                s.rollback().unwrap();
                assert!(!s.is_modified());
                s.commit().unwrap();
            } else {
                s.commit().unwrap();
            }
            lost
        };
        let lost = std::thread::scope(|scope| {
            let one = scope.spawn(|| go(a, b, "x"));
            let other = scope.spawn(|| go(b, a, "y"));
            (one.join().unwrap(), other.join().unwrap())
        });
        assert!(lost.0 != lost.1, "{lost:?}");
        let new = if lost.0 { "y" } else { "x" };
        assert_eq!(from(things::table).select(things::text).all(&mut s)?, [new, new]);
        assert_eq!(from(crates::table).count(&mut s)?, 1);
    }

    /// Nor outside of a session.
    on [Postgres, MariaDb]
    fn after_a_lost_connection_a_transaction_takes_no_statements(db) {
        let engine = db.builder().open()?;
        Tables::create_all(&engine)?;
        let mut connection = engine.connect()?;
        let postgres = connection.link().style().kind == DialectKind::Postgres;
        let mut tx = connection.begin()?;
        let id: i64 = sql(if postgres { "SELECT pg_backend_pid()" } else { "SELECT connection_id()" }).one(&mut tx)?;
        match postgres {
            true => drop(sql::<bool>("SELECT pg_terminate_backend(CAST(? AS integer))").bind(id as i32).one(db)?),
            false => db.connection().link().script(&format!("KILL {id}"))?,
        }
        let insert = || insert(crates::table).values(new!(Crate { label: "a" }));
        assert_eq!(failure(insert().execute(&mut tx)).kind(), ErrorKind::ConnectionLost);
        assert_eq!(failure(insert().execute(&mut tx)).kind(), ErrorKind::Transaction);
        let error = failure(tx.commit());
        assert_eq!(error.kind(), ErrorKind::Transaction);
        assert!(error.message().contains("the database has none of it"), "{error}");
    }
}
