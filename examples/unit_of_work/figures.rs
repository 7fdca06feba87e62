//! The figures: beside hand-written code, in the same run.

use crate::{by_hand::Insert, tables::*};
use aludel::{
    Result,
    engine::{Backend, Engine},
    prelude::*,
    session::Session,
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How often each figure is taken; the best counts, which a busy machine disturbs least.
const ROUNDS: usize = 5;

/// How many rows are changed among those that are loaded.
const CHANGED: usize = 100;

/// Measures, and prints the last line.
pub fn measure<B: Backend>(engine: &Engine<B>, rows: usize, by_hand: Insert<B>) -> Result<()> {
    println!("== What it costs: {rows} rows, best of {ROUNDS}");
    let names = || (0..rows).map(|i| format!("Customer {i}")).collect::<Vec<_>>();

    let mut insert = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        empty(engine)?;
        let mut connection = engine.connect()?;
        let names_by_hand = names();
        insert[0] = insert[0].min(timed(|| by_hand(&mut connection, names_by_hand))?);
        drop(connection);
        empty(engine)?;
        let mut session = engine.session()?;
        let names = names();
        insert[1] = insert[1].min(timed(|| {
            for name in names {
                session.add(new!(Customer { name, note: None }));
            }
            session.commit()
        })?);
    }
    println!("insert and commit:  by hand {:.1?}, session {:.1?}", insert[0], insert[1]);

    let mut load = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        let mut session = engine.session()?;
        load[0] = load[0].min(timed(|| from(shop_customers::table).all(&mut session))?);
        load[1] = load[1].min(timed(|| session.load(from(shop_customers::table)))?);
    }
    println!("load:               into a Vec {:.1?}, into a session {:.1?}", load[0], load[1]);

    let mut flushes = Vec::new();
    let mut changing = rows / 100;
    while changing <= rows {
        let loaded = changing.max(CHANGED);
        flushes.push((loaded, flush(engine, loaded)?));
        changing *= 10;
    }
    for (loaded, time) in &flushes {
        println!("flush of {CHANGED} changed:  {time:.1?} with {loaded} rows in memory");
    }

    let ratio = |times: [Duration; 2]| times[1].as_secs_f64() / times[0].as_secs_f64();
    let last = flushes.last().map_or(Duration::ZERO, |(_, time)| *time);
    println!(
        "\nsession: insert {:.2}x hand-written, load {:.2}x, flush of {CHANGED} in {rows} {last:.1?}",
        ratio(insert),
        ratio(load),
    );
    Ok(())
}

/// The time of a flush that writes few rows among many.
fn flush<B: Backend>(engine: &Engine<B>, loaded: usize) -> Result<Duration> {
    let mut best = Duration::MAX;
    for round in 0..ROUNDS {
        let mut session: Session<B> = engine.session()?;
        let last = from(shop_customers::table).select(shop_customers::id).order_by(shop_customers::id).limit(1);
        let first = last.one(&mut session)?;
        let end = first + i64::try_from(loaded).unwrap_or(i64::MAX);
        let handles = session.load(from(shop_customers::table).filter(shop_customers::id.lt(end)))?;
        for handle in handles.iter().take(CHANGED) {
            session[*handle].note = Some(format!("round {round}"));
        }
        best = best.min(timed(|| session.flush())?);
        session.rollback()?;
    }
    Ok(best)
}

fn empty<B: Backend>(engine: &Engine<B>) -> Result<()> {
    delete(shop_customers::table).all_rows().execute(&mut engine.connect()?).map(drop)
}

/// How long it takes; dropping the result is not part of it.
fn timed<T>(f: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let begun = Instant::now();
    let result = f()?;
    let time = begun.elapsed();
    black_box(&result);
    Ok(time)
}
