//! What can go wrong with a file: it is locked, the disk is full.

use crate::{
    harness::{each_backend, failure},
    tables::*,
};
use aludel::{ErrorKind, prelude::*, session::State};
use std::time::{Duration, Instant};

each_backend! {
    on [Sqlite]
    fn a_locked_file_is_told_and_can_be_tried_again(db) {
        let url = format!("{}&busy_timeout=100", db.url());
        let engine = Engine::<B>::open(&url)?;
        Tables::create_all(&engine)?;
        let mut other = engine.connect()?;
        let lock = other.begin_with(aludel::engine::TransactionOptions::default().immediate())?;
        let mut s = engine.session()?;
        let a = s.add(new!(Crate { label: "a" }));
        let start = Instant::now();
        assert_eq!(failure(s.commit()).kind(), ErrorKind::LockTimeout);
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!(s.state(a)?, State::New);
        lock.rollback()?;
        s.commit()?;
        assert_eq!(s[a].label, "a");

        // A reader that is in the way of COMMIT itself.
        s[a].label = "b".into();
        s.flush()?;
        let mut reader = engine.connect()?;
        let reading = reader.begin()?;
        drop(reading);
        s.commit()?;
        assert_eq!(from(crates::table).select(crates::label).all(&mut s)?, ["b"]);
    }

    on [Sqlite]
    fn a_transaction_on_a_locked_file_is_run_again(db) {
        let url = format!("{}&busy_timeout=20", db.url());
        let engine = Engine::<B>::open(&url)?;
        Tables::create_all(&engine)?;
        let mut other = engine.connect()?;
        let mut lock = Some(other.begin_with(aludel::engine::TransactionOptions::default().immediate())?);
        let mut s = engine.session()?;
        let mut runs = 0;
        s.run(|s| {
            runs += 1;
            if runs == 3 {
                drop(lock.take());
            }
            s.add(new!(Crate { label: "a" }));
            Ok(())
        })?;
        assert_eq!(runs, 3);
        assert_eq!(from(crates::table).count(&mut s)?, 1);
    }

    on [Sqlite]
    fn a_full_disk_is_told_and_nothing_is_half_done(db) {
        let engine = db.builder().pool_size(1).open()?;
        Tables::create_all(&engine)?;
        let limit = |pages: i64| engine.connect()?.link().script(&format!("PRAGMA max_page_count = {pages}"));
        let pages: i64 = sql("PRAGMA page_count").one(&mut engine.connect()?)?;
        let mut s = engine.session()?;
        let kept = s.add(new!(Crate { label: "kept" }));
        s.commit()?;
        limit(pages + 20)?;
        // The first flush goes through, the second one finds the disk full.
        s[kept].label = "changed".into();
        s.flush()?;
        let things: Vec<_> =
            (0..100).map(|_| s.add(new!(Thing { crate_id: kept, text: "x".repeat(2000) }))).collect();
        let error = failure(s.commit());
        assert!(error.message().contains("full"), "{error}");
        assert_eq!((s.state(things[0])?, s[kept].label.as_str()), (State::New, "changed"));
        // SQLite may have rolled back all of it: then nothing more is done in the transaction.
        if s.flush().is_ok() {
            panic!("the disk is still full");
        }
        s.rollback()?;
        assert_eq!(s[kept].label, "kept");
        assert_eq!(from(crates::table).select(crates::label).all(&mut s)?, ["kept"]);
        assert!(!from(things::table).exists(&mut s)?);
        s.commit()?;
        limit(1_000_000)?;
        s[kept].label = "changed".into();
        for _ in 0..100 {
            s.add(new!(Thing { crate_id: kept, text: "x".repeat(2000) }));
        }
        s.commit()?;
        assert_eq!(from(things::table).count(&mut s)?, 100);
    }
}
