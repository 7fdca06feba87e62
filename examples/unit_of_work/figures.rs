//! The figures: beside hand-written code, in the same run.

use crate::{by_hand::ByHand, sqlalchemy::Figures, tables::*};
use aludel::{
    Result,
    engine::{Backend, Connection, Engine},
    prelude::*,
    session::Session,
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How often each figure is taken. Both sides take turns; of each the best counts, which a busy machine disturbs least.
const ROUNDS: usize = 11;

/// How many rows are changed among those that are loaded.
const CHANGED: usize = 100;

/// Measures, and prints the last line.
pub fn measure<B: Backend>(
    engine: &Engine<B>,
    rows: usize,
    by_hand: &ByHand<B>,
    theirs: Option<Figures>,
) -> Result<()> {
    println!("== What it costs: {rows} rows, best of {ROUNDS}");
    let line = |work: &str, times: &Times| {
        let other = theirs.as_ref().and_then(|theirs| Some((theirs.version.as_str(), theirs.of(work)?)));
        let other = other.map_or_else(String::new, |(version, time)| format!("   {version} {time:>9.2?}"));
        let (ours, middle) = (times.ratio(|times| times[0]), times.ratio(|times| times[times.len() / 2]));
        let [hand, session] = [0, 1].map(|side| times.0[side][0]);
        println!("{work:<14} by hand {hand:>9.2?}   session {session:>9.2?}   {ours:.2}x, median {middle:.2}x{other}");
        (ours, session)
    };

    let names = || (0..rows).map(|i| format!("Customer {i}")).collect::<Vec<_>>();
    let inserted = in_turns(
        |_| {
            empty(engine)?;
            let (mut connection, names) = (engine.connect()?, names());
            timed(|| (by_hand.insert)(&mut connection, names))
        },
        |_| {
            empty(engine)?;
            let (mut session, names) = (engine.session()?, names());
            timed(|| {
                for name in names {
                    session.add(new!(Customer { name, note: None }));
                }
                session.commit()
            })
        },
    )?;
    let (insert, _) = line("insert", &inserted);

    let loaded = in_turns(
        |_| {
            let mut connection = engine.connect()?;
            timed(|| from(shop_customers::table).all(&mut connection))
        },
        |_| {
            let mut session = engine.session()?;
            timed(|| session.load(from(shop_customers::table)))
        },
    )?;
    let (load, _) = line("load", &loaded);

    let mut sizes: Vec<usize> = [1_000, 10_000, 100_000].into_iter().filter(|size| *size < rows).collect();
    sizes.push(rows);
    let mut last = Duration::ZERO;
    for &size in &sizes {
        // Of all the rows in the table, so many are in memory.
        let first = from(shop_customers::table).select(shop_customers::id).order_by(shop_customers::id).limit(1);
        let end = first.one(&mut engine.connect()?)? + i64::try_from(size).unwrap_or(i64::MAX);
        let flushed = in_turns(
            |round| update_by_hand(engine, by_hand, end, round),
            |round| flush(&mut engine.session()?, end, round),
        )?;
        (_, last) = line(&format!("flush {size}"), &flushed);
    }
    println!("({CHANGED} rows are changed and written, with so many in memory)");
    println!("\nsession: insert {insert:.2}x hand-written, load {load:.2}x, flush of {CHANGED} in {rows} {last:.1?}");
    Ok(())
}

/// The times of both sides, the shortest first.
struct Times([Vec<Duration>; 2]);

impl Times {
    fn ratio(&self, pick: impl Fn(&[Duration]) -> Duration) -> f64 {
        pick(&self.0[1]).as_secs_f64() / pick(&self.0[0]).as_secs_f64()
    }
}

/// Both sides take turns, and in beginning too: what disturbs the machine disturbs both alike.
fn in_turns(
    mut by_hand: impl FnMut(usize) -> Result<Duration>,
    mut session: impl FnMut(usize) -> Result<Duration>,
) -> Result<Times> {
    let mut times = Times(Default::default());
    for turn in 0..2 * ROUNDS {
        let round = turn / 2;
        let side = (turn + round) % 2;
        times.0[side].push(if side == 0 { by_hand(round)? } else { session(round)? });
    }
    times.0.iter_mut().for_each(|times| times.sort());
    Ok(times)
}

/// The time of a flush that writes few of the rows in memory.
fn flush<B: Backend>(session: &mut Session<B>, end: i64, round: usize) -> Result<Duration> {
    let handles = session.load(from(shop_customers::table).filter(shop_customers::id.lt(end)))?;
    for handle in handles.iter().take(CHANGED) {
        session[*handle].note = Some(format!("round {round}"));
    }
    let time = timed(|| session.flush())?;
    session.rollback()?;
    Ok(time)
}

/// The time of the same updates by hand, where it is known which rows were changed.
fn update_by_hand<B: Backend>(engine: &Engine<B>, by_hand: &ByHand<B>, end: i64, round: usize) -> Result<Duration> {
    let mut connection: Connection<B> = engine.connect()?;
    connection.script("BEGIN")?;
    let mut customers = from(shop_customers::table).filter(shop_customers::id.lt(end)).all(&mut connection)?;
    let changed = customers.len().min(CHANGED);
    for customer in &mut customers[..changed] {
        customer.note = Some(format!("round {round}"));
    }
    let time = timed(|| (by_hand.update)(&mut connection, &customers[..changed]))?;
    connection.script("ROLLBACK")?;
    Ok(time)
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
