//! Using and misusing a session.

use crate::harness::{each_backend, failure};
use crate::{
    log::{engine, session},
    tables::*,
};
use aludel::{Error, ErrorKind, prelude::*};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

each_backend! {
    everywhere fn a_session_that_is_dropped_is_rolled_back(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        s.add(new!(User { name: "Ann" }));
        s.flush()?;
        drop(s);
        let status = engine.status();
        assert_eq!(status.idle, status.connections);
        assert!(!from(users::table).exists(&mut engine.connect()?)?);
    }

    fn a_panic_rolls_back(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            s.run(|s| -> aludel::Result<()> {
                s.add(new!(User { name: "Ann" }));
                s.flush()?;
                panic!("on purpose")
            })
        }));
        assert!(panicked.is_err());
        assert!(!from(users::table).exists(&mut s)?);
        s.rollback()?;
        s.run(|s| {
            s.add(new!(User { name: "Ann" }));
            Ok(())
        })?;
        assert_eq!(from(users::table).count(&mut s)?, 1);
    }

    fn a_handle_of_another_session_is_refused(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut one = engine.session()?;
        let ann = one.add(new!(User { name: "Ann" }));
        one.commit()?;
        let mut other = engine.session()?;
        other.load(from(users::table))?;
        for error in [
            other.row(ann).unwrap_err(),
            other.row_mut(ann).unwrap_err(),
            failure(other.delete(ann)),
            failure(other.refresh(ann)),
            failure(other.set(ann, users::name.set("x"))),
        ] {
            assert_eq!(error.kind(), ErrorKind::Handle);
            assert!(error.message().contains("another session") && error.message().contains("users"), "{error}");
        }
        other.add(new!(Note { user_id: ann, text: "n" }));
        let error = failure(other.commit());
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("`user_id` of a new row of `notes`"), "{error}");
        one.clear();
        assert_eq!(one.row(ann).unwrap_err().kind(), ErrorKind::Handle);
    }

    fn a_row_without_values_is_told_so(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let error = s.row(ann).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("flush()"), "{error}");
        let panicked = catch_unwind(AssertUnwindSafe(|| s[ann].name.len())).unwrap_err();
        assert!(panicked.downcast_ref::<String>().unwrap().contains("new row of `users`"));
    }

    fn a_deleted_row_is_told_so(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        s.delete(ann)?;
        assert_eq!(s[ann].name, "Ann");
        assert!(s.row_mut(ann).unwrap_err().message().contains("marked for deletion"));
        s.flush()?;
        assert!(s.row(ann).unwrap_err().message().contains("deleted"));
        s.add(new!(Note { user_id: ann, text: "n" }));
        assert!(failure(s.commit()).message().contains("deleted"));
    }

    fn a_new_row_that_is_deleted_is_never_written(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.add(new!(User { name: "Ben" }));
        s.delete(ann)?;
        s.commit()?;
        assert_eq!(log.take(), ["INSERT users"]);
        assert_eq!(s.row(ann).unwrap_err().kind(), ErrorKind::Handle);
    }

    everywhere fn functions_are_called_around_flush_and_commit(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let commits = Arc::new(AtomicU32::new(0));
        let rollbacks = Arc::new(AtomicU32::new(0));
        s.before_flush(|s| {
            for row in s.dirty_rows::<User>() {
                if s[row].name.is_empty() {
                    return Err(Error::application("a user needs a name"));
                }
                s[row].name = s[row].name.trim().to_owned();
            }
            Ok(())
        });
        let count = commits.clone();
        s.after_commit(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let count = rollbacks.clone();
        s.after_rollback(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        s[ann].name = " Anna ".into();
        s.commit()?;
        assert_eq!(s[ann].name, "Anna");
        s[ann].name = String::new();
        let error = failure(s.commit());
        assert_eq!((error.kind(), error.message()), (ErrorKind::Application, "a user needs a name"));
        s.rollback()?;
        assert_eq!(s[ann].name, "Anna");
        assert_eq!((commits.load(Ordering::Relaxed), rollbacks.load(Ordering::Relaxed)), (2, 1));
    }

    fn commit_sends_nothing_where_nothing_is_to_be_done(db) {
        let (mut s, log) = session::<B, Tables>(db);
        s.commit()?;
        s.flush()?;
        s.rollback()?;
        assert_eq!(log.texts(), [""; 0]);
    }

    fn bulk_statements_share_the_transaction(db) {
        let (mut s, _) = session::<B, Tables>(db);
        s.add(new!(User { name: "Ann" }));
        let many: Vec<_> = (0..50).map(|i| new!(User { name: format!("u{i}") })).collect();
        insert(users::table).values(many).execute(&mut s)?;
        assert_eq!(from(users::table).count(&mut s)?, 51);
        s.rollback()?;
        assert_eq!(from(users::table).count(&mut s)?, 0);
    }

    /// Nothing to write is nothing to write, also for who asks.
    fn a_row_that_is_as_it_was_is_clean_after_a_flush(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        log.take();
        s[ann].name = "Ann".into();
        s.commit()?;
        assert!(!s.is_modified());
        assert_eq!(log.take(), [""; 0]);
        s.run(|s| s.load(from(users::table)).map(drop))?;
    }

    fn a_function_that_panics_is_called_again_the_next_time(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let calls = Arc::new(AtomicU32::new(0));
        let count = calls.clone();
        s.before_flush(move |_| match count.fetch_add(1, Ordering::Relaxed) {
            0 => panic!("on purpose"),
            _ => Ok(()),
        });
        s.add(new!(User { name: "Ann" }));
        assert!(catch_unwind(AssertUnwindSafe(|| s.flush())).is_err());
        s.commit()?;
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }

    /// It would be done twice if the rest had to be run again.
    fn a_part_of_a_run_cannot_be_committed(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let rollbacks = Arc::new(AtomicU32::new(0));
        let count = rollbacks.clone();
        s.after_rollback(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let error = failure(s.run(|s| {
            s.add(new!(User { name: "Ann" }));
            s.commit()
        }));
        assert_eq!(error.kind(), ErrorKind::Transaction);
        assert!(error.message().contains("`run` commits"), "{error}");
        assert_eq!(rollbacks.load(Ordering::Relaxed), 1);
        assert!(!from(users::table).exists(&mut s)?);
        s.add(new!(User { name: "Ann" }));
        s.commit()?;
    }
}
