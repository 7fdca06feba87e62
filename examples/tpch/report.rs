//! What is printed at the end, and the results as CSV.

use crate::queries::Outcome;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::{fs, io, path::Path, time::Duration};

/// A row of a result.
pub trait Record {
    /// The names of its fields.
    const FIELDS: &'static [&'static str];
    /// Its fields, as text.
    fn texts(&self) -> Vec<String>;
    /// Whether the other row has the same values.
    fn same(&self, other: &Self) -> bool;
}

/// A field of a result.
pub trait Field {
    /// As text; NULL is empty.
    fn text(&self) -> String;
    /// Whether the other one is the same value.
    fn same(&self, other: &Self) -> bool;
}
macro_rules! fields {
    ($($ty:ty),+) => { $(impl Field for $ty {
        fn text(&self) -> String {
            self.to_string()
        }
        fn same(&self, other: &Self) -> bool {
            self == other
        }
    })+ };
}
fields!(String, i32, i64, NaiveDate);
impl Field for Decimal {
    fn text(&self) -> String {
        self.to_string()
    }
    /// To as many digits behind the point as both have.
    fn same(&self, other: &Self) -> bool {
        let scale = self.scale().min(other.scale());
        (self - other).abs() <= Decimal::new(1, scale) && (self == other || scale >= 4 && self.scale() != other.scale())
    }
}
impl<T: Field> Field for Option<T> {
    fn text(&self) -> String {
        self.as_ref().map_or_else(String::new, T::text)
    }
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.same(other),
            _ => self.is_none() && other.is_none(),
        }
    }
}

/// Rows as CSV, with a header, as RFC 4180 has it but for the ends of lines.
pub fn csv<R: Record>(rows: &[R]) -> String {
    let header = R::FIELDS.iter().map(|&name| name.to_owned()).collect();
    let lines = std::iter::once(header).chain(rows.iter().map(R::texts));
    lines.map(|line| line.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(",") + "\n").collect()
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Writes `q1.csv`, what the typed query gave, `q1.sql.csv`, what the text gave, and so on, into a directory.
///
/// # Errors
/// If a file cannot be written.
pub fn write_csv(directory: &Path, outcomes: &[Outcome]) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    for outcome in outcomes {
        fs::write(directory.join(format!("{}.csv", outcome.name)), &outcome.typed_csv)?;
        fs::write(directory.join(format!("{}.sql.csv", outcome.name)), &outcome.text_csv)?;
    }
    Ok(())
}

/// Prints a line per query, then where rows differ. Says whether all match.
pub fn print(outcomes: &[Outcome]) -> bool {
    println!("{:<8}{:>6}{:>12}{:>12}  match", "query", "rows", "typed ms", "SQL ms");
    for Outcome { name, rows, typed, text, difference, .. } in outcomes {
        let matches = if difference.is_none() { "yes" } else { "NO" };
        println!("{name:<8}{rows:>6}{:>12.3}{:>12.3}  {matches}", millis(*typed), millis(*text));
    }
    for Outcome { name, difference, .. } in outcomes {
        if let Some(difference) = difference {
            println!("\n{name}: {difference}");
        }
    }
    let matching = outcomes.iter().filter(|outcome| outcome.difference.is_none()).count();
    println!("\ntpch: {matching} of {} queries match the reference", outcomes.len());
    matching == outcomes.len()
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
