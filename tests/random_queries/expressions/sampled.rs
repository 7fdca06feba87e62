//! The table that random expressions are computed over: each type with and without NULL, edge values in its rows.

use aludel::prelude::*;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sample in samples {
        #[primary_key]
        id: i64,
        part: i32,
        text: String,
        text_null: Option<String>,
        int: i64,
        int_null: Option<i64>,
        small: i32,
        small_null: Option<i32>,
        float: f64,
        float_null: Option<f64>,
        flag: bool,
        flag_null: Option<bool>,
        day: NaiveDate,
        day_null: Option<NaiveDate>,
        stamp: NaiveDateTime,
        stamp_null: Option<NaiveDateTime>,
        moment: DateTime<Utc>,
        moment_null: Option<DateTime<Utc>>,
        clock: NaiveTime,
        clock_null: Option<NaiveTime>,
        exact: Decimal,
        exact_null: Option<Decimal>,
        json: Value,
        json_null: Option<Value>,
    }
}
schema! { pub Sampled: samples }

/// Texts of every kind.
pub const TEXTS: &[&str] = &[
    "", "a", "A", "Ann", "ann", "b-", "a ", " ", "Ann ", "a,b", "Zoë", "ÄÖü", "漢字", "🦀x", "a,b,,c", "50%", "a_b\\c",
    "O'Hara", "x\ny", "0", "-12",
];
/// Integers that can be calculated with.
pub const INTS: &[i64] = &[0, 1, -1, 2, 3, -4, 7, 12, 100, -999];
/// Floats that are exact in binary.
pub const FLOATS: &[f64] = &[0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, -7.25, 100.125, 1024.0];
/// Days: of leap years, the first of a week-year, before 1970, far off.
pub const DAYS: &[&str] = &[
    "2024-02-29",
    "2021-01-03",
    "2020-12-31",
    "1970-01-01",
    "1969-12-31",
    "1900-03-01",
    "2000-02-29",
    "1600-01-01",
    "9000-12-31",
    "2024-08-05",
];
/// Times of day.
pub const CLOCKS: &[&str] = &["00:00:00", "23:59:59.999999", "12:30:00.5", "00:00:00.000001", "13:05:09", "23:59:59"];
/// JSON documents.
pub const JSON: &[&str] = &[
    "null",
    "1",
    r#""text""#,
    "[]",
    r#"[1, 2.5, "x", null, true]"#,
    "{}",
    r#"{"a": 1, "b": "two", "c": null, "d": false, "e": [1, [2, 3]], "f": {"g": "Zoë", "h": -1.5}}"#,
    r#"{"a": "1", "b": 2, "d": true, "e": {"0": 1}}"#,
    r#"{"a": 1.0, "b": "", "e": [], "f": []}"#,
];

/// A day.
pub fn day(at: usize) -> NaiveDate {
    DAYS[at % DAYS.len()].parse().unwrap()
}
/// A time of day.
pub fn clock(at: usize) -> NaiveTime {
    CLOCKS[at % CLOCKS.len()].parse().unwrap()
}
/// A time of a day.
pub fn stamp(at: usize) -> NaiveDateTime {
    day(at).and_time(clock(at / 2))
}
/// A decimal that is exact in binary, since SQLite keeps it in floating point.
pub fn exact(at: usize) -> Decimal {
    Decimal::new([0, 25, -25, 150, 250, -350, 10_075, 99_999_975][at % 8], 2)
}
/// A JSON document.
pub fn json(at: usize) -> Value {
    serde_json::from_str(JSON[at % JSON.len()]).unwrap_or(Value::Null)
}

/// The rows. Columns step through their values at paces of their own, so that all sorts of pairs meet.
pub fn all() -> Vec<Sample> {
    let some = |at: usize, every: usize| !at.is_multiple_of(every);
    (0..24)
        .map(|at: usize| Sample {
            id: at as i64,
            part: (at % 5) as i32,
            text: TEXTS[at % TEXTS.len()].to_owned(),
            text_null: some(at, 3).then(|| TEXTS[(at * 5 + 1) % TEXTS.len()].to_owned()),
            int: INTS[at % INTS.len()],
            int_null: some(at, 4).then(|| INTS[(at * 3 + 1) % INTS.len()]),
            small: INTS[(at * 7 + 2) % INTS.len()] as i32,
            small_null: some(at + 1, 3).then(|| INTS[(at * 7) % INTS.len()] as i32),
            float: FLOATS[at % FLOATS.len()],
            float_null: some(at + 2, 5).then(|| FLOATS[(at * 3 + 1) % FLOATS.len()]),
            flag: at.is_multiple_of(2),
            flag_null: some(at + 1, 4).then_some(at.is_multiple_of(3)),
            day: day(at),
            day_null: some(at + 3, 4).then(|| day(at * 3 + 1)),
            stamp: stamp(at),
            stamp_null: some(at + 1, 5).then(|| stamp(at * 3 + 1)),
            moment: stamp(at + 1).and_utc(),
            moment_null: some(at + 2, 3).then(|| stamp(at * 7 + 1).and_utc()),
            clock: clock(at),
            clock_null: some(at + 1, 6).then(|| clock(at * 5 + 1)),
            exact: exact(at),
            exact_null: some(at + 2, 4).then(|| exact(at * 3 + 1)),
            json: json(at),
            json_null: some(at, 6).then(|| json(at * 4 + 1)),
        })
        .collect()
}
