//! The pool of connections.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{Error, ErrorKind, prelude::*};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

each_backend! {
    everywhere fn empty_pool_is_an_error_after_its_timeout(db) {
        let engine = db.builder().pool_size(2).pool_timeout(Duration::from_secs(1)).open()?;
        let held = (engine.connect()?, engine.connect()?);
        let start = Instant::now();
        let error = failure(engine.connect());
        assert_eq!(error.kind(), ErrorKind::PoolTimeout);
        assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(20));
        assert!(error.message().contains("pool_size"), "{error}");
        assert_eq!((engine.status().connections, engine.status().idle, engine.status().max), (2, 0, 2));
        drop(held);
        engine.connect()?;
    }

    on [Sqlite] fn database_in_memory_has_one_connection(db) {
        let engine =
            Engine::<B>::builder("sqlite::memory:").pool_size(5).pool_timeout(Duration::from_millis(50)).open()?;
        let _held = engine.connect()?;
        let error = failure(engine.connect());
        assert_eq!(error.kind(), ErrorKind::PoolTimeout);
        assert!(error.message().contains("memory"), "{error}");
        let _ = db;
    }

    everywhere fn clones_share_the_pool_across_threads(db) {
        let engine = db.builder().pool_size(3).open()?;
        Blog::create_all(&engine)?;
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let engine = engine.clone();
                scope.spawn(move || {
                    for n in 0..5 {
                        let label = format!("{worker}-{n}");
                        let mut connection = engine.connect().unwrap();
                        sql::<()>("INSERT INTO tags (label) VALUES (?)").bind(label).execute(&mut connection).unwrap();
                    }
                });
            }
        });
        assert_eq!(from(tags::table).count(&mut engine.connect()?)?, 20);
        assert!(engine.status().connections <= 3);
    }

    everywhere fn connection_that_cannot_be_made_is_told_at_once(db) {
        let made = AtomicU32::new(0);
        let engine = db
            .builder()
            .pool_size(2)
            .pool_timeout(Duration::from_secs(60))
            .on_connect(move |_| match made.fetch_add(1, Relaxed) {
                1 => Err(Error::new(ErrorKind::Connect, "not now")),
                2 => panic!("not now either"),
                _ => Ok(()),
            })
            .open()?;
        let held = engine.connect()?;
        let start = Instant::now();
        let error = failure(engine.connect());
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert!(error.message().contains("not now"), "{error}");
        assert!(catch_unwind(AssertUnwindSafe(|| engine.connect())).is_err());
        assert!(start.elapsed() < Duration::from_secs(30));
        // Neither has taken the other one's place.
        assert_eq!((engine.status().connections, engine.status().idle), (1, 0));
        let both = (held, engine.connect()?);
        drop(both);
        assert_eq!((engine.status().connections, engine.status().idle), (2, 2));
    }

    everywhere fn connection_is_not_kept_longer_than_said(db) {
        let made = Arc::new(AtomicU32::new(0));
        let counted = made.clone();
        let engine = db
            .builder()
            .pool_size(3)
            .recycle(Duration::from_millis(300))
            .on_connect(move |_| {
                counted.fetch_add(1, Relaxed);
                Ok(())
            })
            .open()?;
        let three = (engine.connect()?, engine.connect()?, engine.connect()?);
        drop(three);
        assert_eq!((engine.status().connections, made.load(Relaxed)), (3, 3));
        std::thread::sleep(Duration::from_millis(400));
        // The one that is taken is too old; one of those that nobody used is closed when it comes back.
        drop(engine.connect()?);
        assert_eq!((engine.status().connections, made.load(Relaxed)), (2, 4));
    }

    everywhere fn transaction_begun_by_a_statement_as_written_ends_with_the_loan(db) {
        let engine = db.builder().pool_size(1).open()?;
        Blog::create_all(&engine)?;
        for begin in ["BEGIN", "begin", "/* now */ BEGIN"] {
            let mut connection = engine.connect()?;
            sql::<()>(begin).execute(&mut connection)?;
            sql::<()>("INSERT INTO tags (label) VALUES ('lost')").execute(&mut connection)?;
            drop(connection);
            assert_eq!(from(tags::table).count(&mut engine.connect()?)?, 0, "{begin}");
        }
        engine.connect()?.begin()?.rollback()?;
    }

    on [Postgres, MariaDb, MySql] fn pool_replaces_a_connection_that_the_server_closed(db) {
        let engine = db.builder().pool_size(1).check_after(Duration::ZERO).open()?;
        Blog::create_all(&engine)?;
        let mut connection = engine.connect()?;
        let postgres = connection.link().style().kind == DialectKind::Postgres;
        let id: i64 =
            sql(if postgres { "SELECT pg_backend_pid()" } else { "SELECT connection_id()" }).one(&mut connection)?;
        drop(connection);
        if postgres {
            assert!(sql::<bool>("SELECT pg_terminate_backend(CAST(? AS integer))").bind(id as i32).one(db)?);
        } else {
            db.connection().link().script(&format!("KILL {id}"))?;
        }
        // Its sign of life fails, and another one is made.
        assert_eq!(from(tags::table).count(&mut engine.connect()?)?, 0);
        assert_eq!(engine.status().connections, 1);
    }

    on [Postgres, MariaDb, MySql] fn connection_lost_in_use_is_told_and_not_used_again(db) {
        let engine = db.builder().pool_size(1).open()?;
        Blog::create_all(&engine)?;
        let mut connection = engine.connect()?;
        let postgres = connection.link().style().kind == DialectKind::Postgres;
        let id: i64 =
            sql(if postgres { "SELECT pg_backend_pid()" } else { "SELECT connection_id()" }).one(&mut connection)?;
        let mut tx = connection.begin()?;
        if postgres {
            assert!(sql::<bool>("SELECT pg_terminate_backend(CAST(? AS integer))").bind(id as i32).one(db)?);
        } else {
            db.connection().link().script(&format!("KILL {id}"))?;
        }
        let insert = || sql::<()>("INSERT INTO tags (label) VALUES ('a')");
        assert_eq!(failure(insert().execute(&mut tx)).kind(), ErrorKind::ConnectionLost);
        assert!(tx.commit().is_err());
        drop(connection);
        let mut connection = engine.connect()?;
        assert_eq!(from(tags::table).count(&mut connection)?, 0);
        insert().execute(&mut connection)?;
    }
}
