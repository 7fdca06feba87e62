//! Round trips to a server, counted by a proxy, for statements that are prepared already.

use crate::{harness::each_backend, proxy::Proxy, tables::*};
use aludel::{
    Error, Result,
    engine::{Backend, Connection, Transaction},
    prelude::*,
    sql::DialectKind,
};

/// How many round trips some work takes, the third time.
fn trips<B: Backend, T>(
    proxy: &Proxy,
    connection: &mut Connection<B>,
    mut work: impl FnMut(&mut Connection<B>) -> Result<T>,
) -> Result<u32> {
    work(connection)?;
    work(connection)?;
    let (result, trips) = proxy.trips(|| work(connection));
    result.map(|_| trips)
}

/// An engine behind a proxy, with ten points. It has one connection: the pool opens others by itself, which is counted.
macro_rules! behind_proxy {
    ($db:ident, $proxy:ident, $engine:ident) => {
        Tables::create_all(&$db.engine())?;
        let points: Vec<_> = (0..10).map(|n| new!(Point { x: n, y: n })).collect();
        insert(points::table).values(points).execute($db)?;
        let ($proxy, url) = Proxy::of($db.url());
        let $engine = Engine::<B>::builder(&url).pool_size(1).open()?;
    };
}

each_backend! {
    /// Each statement is one, and is a transaction by itself.
    on [Postgres, MariaDb]
    fn a_statement_is_one_round_trip(db) {
        behind_proxy!(db, proxy, engine);
        let c = &mut engine.connect()?;
        assert_eq!(trips(&proxy, c, |c| from(points::table).filter(points::id.eq(1)).optional(c))?, 1, "by key");
        assert_eq!(trips(&proxy, c, |c| from(points::table).all(c))?, 1, "all");
        assert_eq!(trips(&proxy, c, |c| from(points::table).count(c))?, 1, "count");
        assert_eq!(trips(&proxy, c, |c| insert(points::table).values(new!(Point { x: 1, y: 1 })).execute(c))?, 1, "insert");
        let change = |c: &mut Connection<B>| update(points::table).set(points::x.set(1)).filter(points::id.eq(1)).execute(c);
        assert_eq!(trips(&proxy, c, change)?, 1, "update");
        assert_eq!(trips(&proxy, c, |c| delete(points::table).filter(points::id.eq(-1)).execute(c))?, 1, "delete");
        let ids = [1, 2, 3, 4, 5];
        assert_eq!(trips(&proxy, c, |c| from(points::table).filter(points::id.in_list(ids)).all(c))?, 1, "list");
        let search = |c: &mut Connection<B>| from(points::table).filter_some(Some(5), |x| points::x.lt(x)).all(c);
        assert_eq!(trips(&proxy, c, search)?, 1, "optional filter");
    }

    on [Postgres, MariaDb]
    fn a_batch_of_hundred_rows_is_one_round_trip(db) {
        behind_proxy!(db, proxy, engine);
        let c = &mut engine.connect()?;
        let batch = |c: &mut Connection<B>| {
            let rows: Vec<_> = (0..100).map(|n| new!(Point { x: n, y: n })).collect();
            insert(points::table).values(rows).execute(c)
        };
        assert_eq!(trips(&proxy, c, batch)?, 1);
        let update = |c: &mut Connection<B>| {
            update(points::table).by_key((1..=100).map(|id| (id, points::x.set(id)))).execute(c)
        };
        assert_eq!(trips(&proxy, c, update)?, 1);
    }

    /// BEGIN goes with the statement; COMMIT.
    on [Postgres, MariaDb]
    fn a_transaction_adds_its_frame(db) {
        behind_proxy!(db, proxy, engine);
        let c = &mut engine.connect()?;
        let one = |c: &mut Connection<B>| -> Result<u64> {
            c.transaction(|tx| update(points::table).set(points::x.set(1)).filter(points::id.eq(1)).execute(tx))
        };
        assert_eq!(trips(&proxy, c, one)?, 2);
        let two = |c: &mut Connection<B>| -> Result<u64> {
            c.transaction(|tx| {
                update(points::table).set(points::x.set(1)).filter(points::id.eq(1)).execute(tx)?;
                from(points::table).count(tx)
            })
        };
        assert_eq!(trips(&proxy, c, two)?, 3);
        let nothing = |c: &mut Connection<B>| -> Result<()> { c.transaction(|_| Ok(())) };
        assert_eq!(trips(&proxy, c, nothing)?, 0);
    }

    /// A savepoint goes with its first statement; on PostgreSQL its end goes with the next one, or with the transaction's.
    on [Postgres, MariaDb]
    fn a_savepoint_is_no_round_trip(db) {
        behind_proxy!(db, proxy, engine);
        let c = &mut engine.connect()?;
        let postgres = c.link().style().kind == DialectKind::Postgres;
        let ends = if postgres { 0 } else { 1 };
        let change = |tx: &mut Transaction<'_, B>| update(points::table).set(points::x.set(1)).filter(points::id.eq(1)).execute(tx);
        let kept = |c: &mut Connection<B>| -> Result<u64> {
            c.transaction(|tx| {
                tx.in_savepoint(|inner| change(inner))?;
                change(tx)
            })
        };
        assert_eq!(trips(&proxy, c, kept)?, 3 + ends);
        let undone = |c: &mut Connection<B>| -> Result<u64> {
            c.transaction(|tx| {
                let mut inner = tx.savepoint()?;
                change(&mut inner)?;
                inner.rollback()?;
                change(tx)
            })
        };
        assert_eq!(trips(&proxy, c, undone)?, 4 + ends);
        let nothing = |c: &mut Connection<B>| -> Result<u64> {
            c.transaction(|tx| {
                drop(tx.savepoint()?);
                tx.in_savepoint(|_| Ok::<(), Error>(()))?;
                change(tx)
            })
        };
        assert_eq!(trips(&proxy, c, nothing)?, 2);
    }

    /// Runs of one statement in a transaction are sent ahead.
    on [Postgres]
    fn many_runs_are_one_round_trip(db) {
        behind_proxy!(db, proxy, engine);
        let c = &mut engine.connect()?;
        assert_eq!(trips(&proxy, c, |c| insert(tickets::table).values([new!(Ticket {}); 100]).execute(c))?, 2);
    }

    /// Taking a connection out of the pool, and giving it back.
    on [Postgres, MariaDb]
    fn the_pool_asks_the_server_nothing(db) {
        behind_proxy!(db, proxy, engine);
        drop(engine.connect()?);
        let (result, trips) = proxy.trips(|| engine.connect().map(drop));
        result?;
        assert_eq!(trips, 0);
    }

    /// BEGIN with what comes first, what was read, one statement for all rows, COMMIT. A savepoint, if the flush has something to go back
    /// to, goes with the statement.
    on [Postgres, MariaDb]
    fn a_flush_of_one_table_is_one_round_trip(db) {
        behind_proxy!(db, proxy, engine);
        let add = || -> Result<()> {
            let mut session = engine.session()?;
            (0..100).for_each(|n| {
                session.add(new!(Point { x: n, y: n }));
            });
            session.commit()
        };
        add()?;
        add()?;
        let (result, trips) = proxy.trips(add);
        result?;
        assert!(trips <= 2, "adding: {trips}");

        let number = std::cell::Cell::new(1000);
        let change = || -> Result<u32> {
            let mut session = engine.session()?;
            let rows = session.load(from(points::table))?;
            for &row in &rows {
                number.set(number.get() + 1);
                session[row].x = number.get();
            }
            session.commit().map(|()| rows.len() as u32)
        };
        change()?;
        change()?;
        let (result, trips) = proxy.trips(change);
        assert!(result? > 100);
        assert!(trips <= 3, "changing: {trips}");

        let delete = || -> Result<()> {
            let mut session = engine.session()?;
            for row in session.load(from(points::table).order_by(points::id.desc()).limit(50))? {
                session.delete(row)?;
            }
            session.commit()
        };
        delete()?;
        delete()?;
        let (result, trips) = proxy.trips(delete);
        result?;
        assert!(trips <= 3, "deleting: {trips}");
    }
}
