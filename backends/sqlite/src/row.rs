//! Values on their way out of a result.

use crate::{
    cells::{Cells, Value},
    decimal,
    statement::Statement,
};
use aludel_core::{
    Error, ErrorKind, Result,
    value::{self, Decimal, civil, lossy, unexpected_null},
};
use std::borrow::Cow;

/// One row of a result. Text and blobs are read where SQLite has them, without a copy.
///
/// Reading is strict: a column gives only what its storage class says. The crate's documentation has the table.
#[derive(Clone, Copy)]
pub struct Row<'r>(Cells<'r>);

impl<'r> Row<'r> {
    #[inline]
    pub(crate) fn new(statement: &'r Statement) -> Self {
        Self(Cells::of(statement))
    }

    /// The error for another storage class than wanted.
    #[cold]
    fn wrong(&self, at: usize, wanted: &str) -> Error {
        if at >= self.0.width() {
            let (number, width) = (at + 1, self.0.width());
            return Error::new(ErrorKind::Decode, format!("the result has no column number {number}, only {width}"));
        }
        let found = match self.0.value(at) {
            Value::Null => return unexpected_null(self, at, wanted),
            Value::Integer(_) => "INTEGER",
            Value::Real(_) => "REAL",
            Value::Text(_) => "TEXT",
            Value::Blob(_) => "BLOB",
        };
        let (name, number) = (value::Row::name(self, at), at + 1);
        Error::new(ErrorKind::Decode, format!("column `{name}` (number {number}) holds {found}, not {wanted}"))
    }

    /// A float in a column that has the integer of the same value.
    #[cold]
    fn float_of_integer(&self, at: usize) -> Result<f64> {
        match self.0.value(at) {
            Value::Integer(v) if v as f64 as i128 == v.into() => Ok(v as f64),
            Value::Integer(_) => Err(lossy(self, at, "f64")),
            _ => Err(self.wrong(at, "a REAL")),
        }
    }

    #[inline]
    fn utf8(&self, at: usize, wanted: &str) -> Result<&str> {
        match self.0.text(at) {
            Some(bytes) => std::str::from_utf8(bytes).map_err(|_| lossy(self, at, "TEXT in UTF-8")),
            None => Err(self.wrong(at, wanted)),
        }
    }

    fn parsed<T>(&self, at: usize, wanted: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        parse(self.utf8(at, wanted)?).ok_or_else(|| lossy(self, at, wanted))
    }
}

impl value::Row for Row<'_> {
    #[inline]
    fn is_null(&self, at: usize) -> bool {
        self.0.is_null(at)
    }

    fn name(&self, at: usize) -> Cow<'_, str> {
        self.0.name(at)
    }

    #[inline]
    fn width(&self) -> usize {
        self.0.width()
    }

    #[inline]
    fn bool(&self, at: usize) -> Result<bool> {
        match self.0.integer(at) {
            Some(v @ (0 | 1)) => Ok(v == 1),
            Some(_) => Err(lossy(self, at, "bool")),
            None => Err(self.wrong(at, "a boolean (INTEGER 0 or 1)")),
        }
    }

    #[inline]
    fn i64(&self, at: usize) -> Result<i64> {
        match self.0.integer(at) {
            Some(v) => Ok(v),
            None => Err(self.wrong(at, "an INTEGER")),
        }
    }

    #[inline]
    fn f64(&self, at: usize) -> Result<f64> {
        match self.0.real(at) {
            Some(v) => Ok(v),
            None => self.float_of_integer(at),
        }
    }

    #[inline]
    fn text(&self, at: usize) -> Result<Cow<'_, str>> {
        self.utf8(at, "TEXT").map(Cow::Borrowed)
    }

    #[inline]
    fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>> {
        match self.0.value(at) {
            Value::Blob(v) => Ok(Cow::Borrowed(v)),
            _ => Err(self.wrong(at, "a BLOB")),
        }
    }

    fn uuid(&self, at: usize) -> Result<[u8; 16]> {
        const WANTED: &str = "a UUID (BLOB of 16 bytes, or TEXT)";
        match self.0.value(at) {
            Value::Blob(v) => v.try_into().ok(),
            Value::Text(v) => hex(v),
            _ => return Err(self.wrong(at, WANTED)),
        }
        .ok_or_else(|| lossy(self, at, WANTED))
    }

    fn date(&self, at: usize) -> Result<i32> {
        self.parsed(at, "a date (TEXT `YYYY-MM-DD`)", civil::parse_date)
    }

    fn time(&self, at: usize) -> Result<i64> {
        self.parsed(at, "a time (TEXT `HH:MM:SS`)", civil::parse_time)
    }

    fn timestamp(&self, at: usize) -> Result<i64> {
        self.parsed(at, "a timestamp (TEXT `YYYY-MM-DD HH:MM:SS`)", civil::parse_timestamp)
    }

    fn timestamptz(&self, at: usize) -> Result<i64> {
        self.parsed(at, "a timestamp in UTC (TEXT `YYYY-MM-DD HH:MM:SS`)", civil::parse_timestamptz)
    }

    fn decimal(&self, at: usize) -> Result<Decimal> {
        match self.0.value(at) {
            Value::Integer(v) => Ok(Decimal { mantissa: v.into(), scale: 0 }),
            Value::Real(v) => decimal::from_real(v).ok_or_else(|| lossy(self, at, "a decimal")),
            Value::Text(_) => self.parsed(at, "a decimal", |text| text.parse().ok()),
            _ => Err(self.wrong(at, "a decimal (REAL, INTEGER or TEXT)")),
        }
    }

    #[inline]
    fn json(&self, at: usize) -> Result<Cow<'_, str>> {
        self.utf8(at, "JSON (TEXT)").map(Cow::Borrowed)
    }
}

/// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
fn hex(text: &[u8]) -> Option<[u8; 16]> {
    let mut uuid = [0; 16];
    let mut digits = 0;
    for (at, &byte) in text.iter().enumerate() {
        match at {
            8 | 13 | 18 | 23 if byte == b'-' => {}
            8 | 13 | 18 | 23 | 36.. => return None,
            _ => {
                let digit = char::from(byte).to_digit(16)? as u8;
                uuid[digits / 2] = uuid[digits / 2] << 4 | digit;
                digits += 1;
            }
        }
    }
    (digits == 32).then_some(uuid)
}
