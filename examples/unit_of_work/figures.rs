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

/// How often each figure is taken. Both sides take turns. Shown are the best times; how many times as long one takes is
/// the median over the turns, because what disturbs the machine disturbs those that are next to each other alike.
const ROUNDS: usize = 11;

/// How many rows are changed among those that are loaded.
const CHANGED: usize = 100;

/// Measures, and prints the last line.
pub fn measure<B: Backend>(
    engine: &Engine<B>,
    rows: usize,
    by_hand: &mut impl ByHand<B>,
    theirs: Option<Figures>,
) -> Result<()> {
    println!("== What it costs: {rows} rows, {ROUNDS} times");
    let line = |work: &str, times: &Times| {
        let other = theirs.as_ref().and_then(|theirs| Some((theirs.version.as_str(), theirs.of(work)?)));
        let other = other.map_or_else(String::new, |(version, time)| format!("   {version} {time:>9.2?}"));
        let [hand, session] = times.best();
        let ratio = times.ratio();
        println!("{work:<14} by hand {hand:>9.2?}   session {session:>9.2?}   {ratio:.2}x{other}");
        (ratio, session)
    };

    let names = || (0..rows).map(|i| format!("Customer {i}")).collect::<Vec<_>>();
    let inserted = in_turns(
        |_| {
            empty(engine)?;
            let (mut connection, names) = (engine.connect()?, names());
            timed(|| by_hand.insert(&mut connection, names))
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

/// The times of both sides, turn by turn: by hand, and by the session.
struct Times(Vec<[Duration; 2]>);

impl Times {
    fn best(&self) -> [Duration; 2] {
        [0, 1].map(|side| self.0.iter().map(|turn| turn[side]).min().unwrap_or_default())
    }

    /// How many times as long the session takes.
    fn ratio(&self) -> f64 {
        let mut ratios: Vec<f64> = self.0.iter().map(|[hand, session]| session.div_duration_f64(*hand)).collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2]
    }
}

/// Both sides take turns, and in beginning too.
fn in_turns(
    mut by_hand: impl FnMut(usize) -> Result<Duration>,
    mut session: impl FnMut(usize) -> Result<Duration>,
) -> Result<Times> {
    let turn = |round| match round % 2 {
        0 => Ok([by_hand(round)?, session(round)?]),
        _ => session(round).and_then(|session| Ok([by_hand(round)?, session])),
    };
    (0..ROUNDS).map(turn).collect::<Result<_>>().map(Times)
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
fn update_by_hand<B: Backend>(
    engine: &Engine<B>,
    by_hand: &mut impl ByHand<B>,
    end: i64,
    round: usize,
) -> Result<Duration> {
    let mut connection: Connection<B> = engine.connect()?;
    by_hand.frame(&mut connection, "BEGIN")?;
    let mut customers = from(shop_customers::table).filter(shop_customers::id.lt(end)).all(&mut connection)?;
    let changed = customers.len().min(CHANGED);
    for customer in &mut customers[..changed] {
        customer.note = Some(format!("round {round}"));
    }
    let time = timed(|| by_hand.update(&mut connection, &customers[..changed]))?;
    by_hand.frame(&mut connection, "ROLLBACK")?;
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
