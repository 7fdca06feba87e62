//! What stands in a row, comparable between backends.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::fmt;

/// One value of a row.
#[derive(Clone)]
pub enum Cell {
    /// NULL.
    Null,
    /// A number in floating point; and decimals, whose digits differ.
    Number(f64),
    /// Anything else, as text.
    Other(String),
}

impl PartialEq for Cell {
    /// The last digits of floats are up to the mathematics of the backend.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Cell::Null, Cell::Null) => true,
            (Cell::Number(a), Cell::Number(b)) => a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3),
            (Cell::Other(a), Cell::Other(b)) => a == b,
            _ => false,
        }
    }
}
impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => f.write_str("NULL"),
            Cell::Number(number) => write!(f, "{number:?}"),
            Cell::Other(text) => f.write_str(text),
        }
    }
}

/// What can be read as a cell.
pub trait Shown {
    /// The cell.
    fn cell(self) -> Cell;
}
impl<T: Shown> Shown for Option<T> {
    fn cell(self) -> Cell {
        self.map_or(Cell::Null, Shown::cell)
    }
}
impl Shown for f64 {
    /// Zero has no sign: SQLite does not keep it.
    fn cell(self) -> Cell {
        Cell::Number(self + 0.0)
    }
}
impl Shown for Decimal {
    fn cell(self) -> Cell {
        self.to_f64().unwrap_or(f64::NAN).cell()
    }
}
impl<T: fmt::Debug> Shown for aludel::value::Json<T> {
    fn cell(self) -> Cell {
        Cell::Other(format!("{:?}", self.0))
    }
}
macro_rules! shown {
    ($($ty:ty)*) => { $(impl Shown for $ty {
        fn cell(self) -> Cell {
            Cell::Other(format!("{self:?}"))
        }
    })* };
}
shown!(String i64 i32 bool NaiveDate NaiveDateTime DateTime<Utc> NaiveTime serde_json::Value);
