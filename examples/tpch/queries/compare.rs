//! Runs a query in both forms, and compares the rows.

use crate::report::{Record, csv};
use aludel::{Any, Result, engine::Connection, prelude::*};
use std::{
    fmt::Debug,
    time::{Duration, Instant},
};

/// How often each form is run; the shortest time counts, so that neither pays for a cold cache.
const RUNS: usize = 3;

/// What came of a query.
pub struct Outcome {
    /// Its name.
    pub name: &'static str,
    /// How many rows the typed form gave.
    pub rows: usize,
    /// The shortest time of the typed form.
    pub typed: Duration,
    /// The shortest time of the text.
    pub text: Duration,
    /// Where the rows differ first, if they do.
    pub difference: Option<String>,
    /// The rows of the typed form, as CSV.
    pub typed_csv: String,
    /// The rows of the text, as CSV.
    pub text_csv: String,
}

/// Runs both forms by turns.
///
/// The rows have to be equal, decimals included, also on SQLite: its decimals are floats, but both forms add up the same
/// floats in the same order. Only the number of digits behind the point may differ, which the database chooses for a
/// quotient: see [`Record::same`].
///
/// # Errors
/// Those of the statements.
pub fn run<R: Record + Debug>(
    name: &'static str,
    typed: impl Query<Row = R> + Portable,
    text: impl Query<Row = R> + Portable,
    on: &mut Connection<Any>,
) -> Result<Outcome> {
    let (typed_rows, mut typed_time) = timed(|| typed.all(on))?;
    let (text_rows, mut text_time) = timed(|| text.all(on))?;
    for _ in 1..RUNS {
        typed_time = typed_time.min(timed(|| typed.all(on))?.1);
        text_time = text_time.min(timed(|| text.all(on))?.1);
    }
    Ok(Outcome {
        name,
        rows: typed_rows.len(),
        typed: typed_time,
        text: text_time,
        difference: difference(&typed_rows, &text_rows),
        typed_csv: csv(&typed_rows),
        text_csv: csv(&text_rows),
    })
}

fn timed<T>(f: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    let begun = Instant::now();
    let value = f()?;
    Ok((value, begun.elapsed()))
}

fn difference<R: Record + Debug>(typed: &[R], text: &[R]) -> Option<String> {
    let differing = typed.iter().zip(text).position(|(typed, text)| !typed.same(text));
    if let Some(at) = differing {
        return Some(format!("row {} differs\n  typed: {:?}\n  SQL:   {:?}", at + 1, typed[at], text[at]));
    }
    (typed.len() != text.len()).then(|| format!("{} rows typed, {} rows as SQL", typed.len(), text.len()))
}
