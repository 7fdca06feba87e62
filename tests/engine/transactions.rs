//! Transactions, savepoints, and the state in which a connection goes back.

use crate::{
    blog::*,
    harness::{Db, TestBackend, each_backend, failure},
};
use aludel::{
    Error, ErrorKind,
    engine::{Isolation, TransactionOptions},
    prelude::*,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many steps [`play`] gets.
const ORDER: u32 = 5;

#[derive(Clone, Copy)]
enum Step {
    Write,
    Open,
    Keep,
    Undo,
}

/// Takes steps in a transaction or a savepoint until one of them ends it; gives whether it is to be kept. What was written and
/// not undone is in the model.
fn play<B: TestBackend>(
    tx: &mut Transaction<'_, B>,
    steps: &mut impl Iterator<Item = Step>,
    model: &mut Vec<String>,
    written: &mut usize,
) -> bool {
    while let Some(step) = steps.next() {
        match step {
            Step::Write => {
                *written += 1;
                model.push(written.to_string());
                add(tx, written.to_string());
            }
            Step::Open => {
                let before = model.clone();
                let mut savepoint = tx.savepoint().unwrap();
                if play(&mut savepoint, steps, model, written) {
                    savepoint.commit().unwrap();
                } else {
                    savepoint.rollback().unwrap();
                    *model = before;
                }
            }
            Step::Keep => return true,
            Step::Undo => return false,
        }
        assert_eq!(labels(tx), *model);
    }
    true
}

fn add<E: Executor>(on: &mut E, label: impl Into<String>) {
    sql::<()>("INSERT INTO tags (label) VALUES (?)").bind(label.into()).execute(on).unwrap();
}

fn labels<E: Executor>(on: &mut E) -> Vec<String> {
    sql("SELECT label FROM tags ORDER BY id").all(on).unwrap()
}

/// Whether a transaction can be begun: the connection is in none, as far as Aludel and the database know.
fn is_clean<B: TestBackend>(db: &mut Db<B>) -> bool {
    let before = labels(db);
    let mut tx = db.connection().begin().unwrap();
    add(&mut tx, "probe");
    tx.rollback().unwrap();
    labels(db) == before
}

each_backend! {
    everywhere fn commit_keeps(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        tx.commit()?;
        db.reconnect();
        assert_eq!(labels(db), ["a"]);
        assert!(is_clean(db));
    }

    everywhere fn rollback_undoes(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        tx.rollback()?;
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn dropping_a_transaction_undoes(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        drop(tx);
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn function_that_returns_ok_commits(db) {
        empty_blog(db);
        let n = db.connection().transaction(|tx| {
            add(tx, "a");
            Ok::<_, Error>(7)
        })?;
        assert_eq!((n, labels(db)), (7, vec!["a".to_owned()]));
        let engine = db.engine();
        db.reconnect();
        engine.transaction(|tx| {
            add(tx, "b");
            Ok::<_, Error>(())
        })?;
        assert_eq!(labels(db), ["a", "b"]);
    }

    everywhere fn function_that_returns_an_error_rolls_back_and_gives_it(db) {
        #[derive(Debug)]
        enum Mine {
            Own(&'static str),
            Database(#[allow(dead_code)] Error),
        }
        impl From<Error> for Mine {
            fn from(error: Error) -> Self {
                Mine::Database(error)
            }
        }
        empty_blog(db);
        let result = db.connection().transaction(|tx| {
            add(tx, "a");
            Err::<(), _>(Mine::Own("no"))
        });
        assert!(matches!(result, Err(Mine::Own("no"))));
        let result = db.connection().transaction(|tx| {
            add(tx, "a");
            sql::<i64>("SELECT id FROM missing").all(tx)?;
            Ok::<_, Mine>(())
        });
        assert!(matches!(result, Err(Mine::Database(_))));
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn function_that_panics_rolls_back(db) {
        empty_blog(db);
        let result = catch_unwind(AssertUnwindSafe(|| {
            db.connection().transaction(|tx| {
                add(tx, "a");
                if labels(tx) == ["a"] {
                    panic!("on purpose");
                }
                Ok::<_, Error>(())
            })
        }));
        assert!(result.is_err());
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn savepoints_nest(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        {
            let mut outer = tx.savepoint()?;
            add(&mut outer, "b");
            {
                let mut inner = outer.savepoint()?;
                add(&mut inner, "c");
                inner.rollback()?;
            }
            {
                let mut inner = outer.savepoint()?;
                add(&mut inner, "d");
                inner.commit()?;
            }
            {
                let mut inner = outer.savepoint()?;
                add(&mut inner, "e");
            }
            outer.commit()?;
        }
        {
            let mut outer = tx.savepoint()?;
            add(&mut outer, "f");
            let mut inner = outer.savepoint()?;
            add(&mut inner, "g");
            inner.commit()?;
            outer.rollback()?;
        }
        tx.commit()?;
        assert_eq!(labels(db), ["a", "b", "d"]);
        assert!(is_clean(db));
    }

    everywhere fn savepoints_of_every_order(db) {
        empty_blog(db);
        let mut written = 0;
        for order in 0..4usize.pow(ORDER) {
            let mut steps = (0..ORDER).map(|at| [Step::Write, Step::Open, Step::Keep, Step::Undo][order / 4usize.pow(at) % 4]);
            let mut model = Vec::new();
            let mut tx = db.connection().begin()?;
            if play(&mut tx, &mut steps, &mut model, &mut written) {
                tx.commit()?;
            } else {
                tx.rollback()?;
                model.clear();
            }
            assert_eq!(labels(db), model, "{order}");
            sql::<()>("DELETE FROM tags").execute(db)?;
        }
    }

    everywhere fn failure_inside_a_savepoint_leaves_the_rest(db) {
        empty_blog(db);
        db.connection().transaction(|tx| {
            add(tx, "a");
            let error = tx.in_savepoint(|sp| {
                add(sp, "b");
                sql::<()>("INSERT INTO tags (label) VALUES ('a')").execute(sp)
            });
            assert_eq!(failure(error).kind(), ErrorKind::Constraint);
            tx.in_savepoint(|sp| {
                add(sp, "c");
                Ok::<_, Error>(())
            })
        })?;
        assert_eq!(labels(db), ["a", "c"]);
    }

    on [Postgres] fn commit_after_a_failed_statement_is_an_error(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        assert!(sql::<i64>("SELECT id FROM missing").all(&mut tx).is_err());
        assert_eq!(failure(tx.commit()).kind(), ErrorKind::Transaction);
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn isolation_levels_are_accepted(db) {
        empty_blog(db);
        for level in [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable] {
            let mut tx = db.connection().begin_with(TransactionOptions::isolation(level))?;
            add(&mut tx, level.sql());
            tx.commit()?;
        }
        assert_eq!(labels(db).len(), 3);
    }

    on [Postgres] fn isolation_level_reaches_the_server(db) {
        let mut tx = db.connection().begin_with(TransactionOptions::isolation(Isolation::RepeatableRead))?;
        assert_eq!(sql::<String>("SELECT current_setting('transaction_isolation')").one(&mut tx)?, "repeatable read");
        tx.commit()?;
        assert_eq!(sql::<String>("SELECT current_setting('transaction_isolation')").one(db)?, "read committed");
    }

    everywhere fn repeatable_read_does_not_see_what_others_commit(db) {
        let engine = db.builder().open()?;
        Blog::create_all(&engine)?;
        let (mut mine, mut other) = (engine.connect()?, engine.connect()?);
        let mut tx = mine.begin_with(TransactionOptions::isolation(Isolation::RepeatableRead))?;
        assert!(labels(&mut tx).is_empty());
        add(&mut other, "a");
        assert!(labels(&mut tx).is_empty());
        tx.commit()?;
        assert_eq!(labels(&mut mine), ["a"]);
    }

    everywhere fn uncommitted_rows_are_seen_by_nobody_else(db) {
        let engine = db.builder().open()?;
        Blog::create_all(&engine)?;
        let (mut mine, mut other) = (engine.connect()?, engine.connect()?);
        let mut tx = mine.begin()?;
        add(&mut tx, "a");
        assert_eq!(labels(&mut tx), ["a"]);
        assert!(labels(&mut other).is_empty());
        tx.commit()?;
        assert_eq!(labels(&mut other), ["a"]);
    }

    everywhere fn read_only_transaction_refuses_to_write(db) {
        blog(db);
        let mut tx = db.connection().begin_with(TransactionOptions::default().read_only())?;
        assert_eq!(labels(&mut tx).len(), 3);
        assert!(sql::<()>("DELETE FROM post_tags").execute(&mut tx).is_err());
        drop(tx);
        assert_eq!(sql::<()>("DELETE FROM post_tags").execute(db)?, 3);
    }

    everywhere fn connection_goes_back_clean(db) {
        empty_blog(db);
        let mut tx = db.connection().begin()?;
        add(&mut tx, "a");
        // Neither committed nor dropped: the pool has to notice.
        std::mem::forget(tx);
        db.reconnect();
        assert!(labels(db).is_empty() && is_clean(db));
    }

    everywhere fn transaction_begun_by_hand_does_not_survive_the_pool(db) {
        empty_blog(db);
        db.connection().script("BEGIN")?;
        add(db, "a");
        db.reconnect();
        assert!(labels(db).is_empty() && is_clean(db));
    }

    on [Postgres, MariaDb, MySql] fn loser_of_a_deadlock_is_told(db) {
        let engine = db.builder().open()?;
        Blog::create_all(&engine)?;
        fill(&mut engine.connect()?);
        let (mut one, mut two) = (engine.connect()?, engine.connect()?);
        let lock = |tx: &mut Transaction<'_, B>, id: i64| {
            sql::<()>("UPDATE tags SET label = concat(label, '!') WHERE id = ?").bind(id).execute(tx)
        };
        let mut first = one.begin()?;
        let mut second = two.begin()?;
        lock(&mut first, 1)?;
        lock(&mut second, 2)?;
        let (a, b) = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let result = lock(&mut second, 1);
                drop(second);
                result
            });
            let result = lock(&mut first, 2);
            drop(first);
            (result, waiting.join().unwrap())
        });
        let error = a.err().or(b.err()).expect("one of both loses");
        assert_eq!(error.kind(), ErrorKind::Deadlock);
        assert!(error.is_transient());
    }
}
