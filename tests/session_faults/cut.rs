//! The connection is cut at each request of a transaction.

use crate::{
    harness::{each_backend, failure},
    proxy::{Cut, Proxy},
    tables::*,
};
use aludel::{ErrorKind, prelude::*};
use std::time::{Duration, Instant};

/// No failure takes longer to be noticed.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a transaction of the tests does: two flushes, one of them in a savepoint, of every kind of statement. The handles
/// that are given are those of a crate and a thing in it.
macro_rules! work {
    ($s:expr, $kept:expr, $old:expr) => {{
        let s = $s;
        s[$kept].label = "changed".into();
        let new = s.add(new!(Crate { label: "new" }));
        for text in ["a", "b", "c"] {
            s.add(new!(Thing { crate_id: new, text }));
        }
        s.flush()?;
        s.in_savepoint(|s| {
            s.add(new!(Thing { crate_id: $kept, text: "in a savepoint" }));
            s[new].label = "newer".into();
            s.delete($old)
        })
    }};
}

/// What is in the database.
macro_rules! content {
    ($on:expr) => {
        (
            from(crates::table).order_by(crates::id).select((crates::label, crates::version)).all($on)?,
            from(things::table).order_by(things::id).select(things::text).all($on)?,
        )
    };
}

macro_rules! before {
    () => {
        (vec![("kept".to_owned(), 1)], vec!["old".to_owned()])
    };
}

macro_rules! after {
    () => {
        (
            vec![("changed".to_owned(), 2), ("newer".to_owned(), 2)],
            ["a", "b", "c", "in a savepoint"].map(str::to_owned).to_vec(),
        )
    };
}

/// Fills the tables anew.
macro_rules! fill {
    ($db:expr) => {{
        delete(crates::table).all_rows().execute($db)?;
        let mut s = $db.engine().session()?;
        let kept = s.add(new!(Crate { label: "kept" }));
        s.add(new!(Thing { crate_id: kept, text: "old" }));
        s.commit()?;
    }};
}

each_backend! {
    on [Postgres, MariaDb]
    fn a_cut_leaves_all_or_nothing_and_the_session_says_which(db) {
        Tables::create_all(&db.engine())?;
        for how in [Cut::Before, Cut::After] {
            let (proxy, url) = Proxy::of(db.url());
            let engine = Engine::<B>::builder(&url).pool_size(1).pool_timeout(PATIENCE).open()?;
            let (mut lost, mut unknown) = (0, 0);
            for request in 0.. {
                fill!(db);
                let mut s = engine.session()?;
                let kept = s.load_one(from(crates::table))?;
                let old = s.load_one(from(things::table))?;
                s.commit()?;
                proxy.cut(request, how);
                let start = Instant::now();
                let result = (|| {
                    work!(&mut s, kept, old)?;
                    s.commit()
                })();
                assert!(start.elapsed() < PATIENCE, "{how:?} request {request} took {:?}", start.elapsed());
                if proxy.spare() {
                    result?;
                    assert_eq!(content!(db), after!());
                    break;
                }
                if result.is_ok() {
                    // Another connection was taken when BEGIN was cut.
                    assert_eq!((request, content!(db)), (0, after!()), "{how:?}");
                    continue;
                }
                let error = failure(result);
                let place = format!("{how:?} request {request}: {error:?}");
                match error.kind() {
                    ErrorKind::ConnectionLost => {
                        lost += 1;
                        assert_eq!(content!(db), before!(), "{place}");
                        // A part of the transaction is lost: the rest is not done without it.
                        if s.in_transaction() {
                            assert_eq!(failure(s.commit()).kind(), ErrorKind::Transaction, "{place}");
                            assert_eq!(content!(db), before!(), "{place}");
                        }
                        s.rollback()?;
                        assert!(!s.is_modified() && !s.in_transaction());
                        assert_eq!((s[kept].label.as_str(), s[kept].version, s[old].text.as_str()), ("kept", 1, "old"));
                        work!(&mut s, kept, old)?;
                        s.commit()?;
                        assert_eq!(content!(db), after!(), "{place}");
                    }
                    ErrorKind::UnknownOutcome => {
                        unknown += 1;
                        let done = how == Cut::After;
                        assert_eq!(content!(db), if done { after!() } else { before!() }, "{place}");
                        assert_eq!(s.row(kept).unwrap_err().kind(), ErrorKind::Handle);
                        assert!(!s.is_modified() && !s.in_transaction());
                        assert_eq!(s.load(from(crates::table))?.len(), if done { 2 } else { 1 });
                    }
                    _ => panic!("{place}"),
                }
                drop(s);
                assert!(from(crates::table).exists(&mut engine.session()?)?);
            }
            assert!(lost > 5 && unknown == 1, "{how:?}: lost {lost} times, unknown {unknown} times");
        }
    }

    /// A lost connection may be lost for good, and a COMMIT of unknown outcome may have been one.
    on [Postgres, MariaDb]
    fn a_transaction_is_not_run_again_after_a_cut(db) {
        Tables::create_all(&db.engine())?;
        for how in [Cut::Before, Cut::After] {
            let (proxy, url) = Proxy::of(db.url());
            let engine = Engine::<B>::builder(&url).pool_size(1).pool_timeout(PATIENCE).open()?;
            let mut unknown = 0;
            for request in 0.. {
                fill!(db);
                let mut s = engine.session()?;
                let mut runs = 0;
                let result = s.run(|s| {
                    runs += 1;
                    let kept = s.load_one(from(crates::table))?;
                    let old = s.load_one(from(things::table))?;
                    if runs == 1 {
                        proxy.cut(request, how);
                    }
                    work!(s, kept, old)
                });
                assert_eq!(runs, 1, "{how:?} request {request}");
                if proxy.spare() {
                    result?;
                    break;
                }
                let kind = failure(result).kind();
                unknown += u32::from(kind == ErrorKind::UnknownOutcome);
                assert!([ErrorKind::UnknownOutcome, ErrorKind::ConnectionLost].contains(&kind), "{kind:?}");
                let done = kind == ErrorKind::UnknownOutcome && how == Cut::After;
                assert_eq!(content!(db), if done { after!() } else { before!() }, "{how:?} request {request}");
                assert!(!s.is_modified() && !s.in_transaction());
                s.run(|s| s.load(from(crates::table)))?;
            }
            assert_eq!(unknown, 1);
        }
    }

    /// Also where all connections of the pool were cut while they waited.
    on [Postgres, MariaDb]
    fn connections_that_were_cut_while_idle_are_replaced(db) {
        Tables::create_all(&db.engine())?;
        fill!(db);
        let (proxy, url) = Proxy::of(db.url());
        let engine = Engine::<B>::builder(&url).pool_size(3).pool_timeout(PATIENCE).open()?;
        let mut held: Vec<_> = (0..3).map(|_| engine.connect()).collect::<Result<_, _>>()?;
        // The next request of each is its last one; nobody has noticed when they go back.
        for connection in &mut held {
            let postgres = connection.link().style().kind == DialectKind::Postgres;
            let id: i64 =
                sql(if postgres { "SELECT pg_backend_pid()" } else { "SELECT connection_id()" }).one(connection)?;
            match postgres {
                true => drop(sql::<bool>("SELECT pg_terminate_backend(CAST(? AS integer))").bind(id as i32).one(db)?),
                false => db.connection().link().script(&format!("KILL {id}"))?,
            }
        }
        drop(held);
        // What the server says when it hangs up has to come through the proxy.
        std::thread::sleep(Duration::from_millis(200));
        let mut s = engine.session()?;
        assert_eq!(s.load(from(crates::table))?.len(), 1);
        assert!(proxy.port() > 0);
    }

    /// A server that takes connections and says nothing.
    on [Postgres, MariaDb]
    fn connecting_ends_after_its_timeout(db) {
        Tables::create_all(&db.engine())?;
        let (proxy, url) = Proxy::of(db.url());
        let url = format!("{url}&connect_timeout=1");
        let engine = Engine::<B>::builder(&url).pool_size(1).pool_timeout(Duration::from_secs(3)).open()?;
        let mut s = engine.session()?;
        let kept = s.add(new!(Crate { label: "kept" }));
        s.flush()?;
        proxy.cut(0, Cut::Before);
        proxy.silence(true);
        assert_eq!(failure(s.commit()).kind(), ErrorKind::UnknownOutcome);
        assert_eq!(s.row(kept).unwrap_err().kind(), ErrorKind::Handle);
        s.add(new!(Crate { label: "later" }));
        let start = Instant::now();
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
        assert!(s.is_modified());
        proxy.silence(false);
        s.commit()?;
        assert_eq!(from(crates::table).select(crates::label).all(&mut s)?, ["later"]);
    }
}
