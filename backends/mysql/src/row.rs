//! Values on their way out of a result.

use crate::client::{
    cells::Cell,
    columns::{Column, Columns, Layout},
};
use aludel_core::{
    Error, ErrorKind, Result,
    value::{self, Decimal, civil, lossy, unexpected_null},
};
use mysql_common::constants::{ColumnFlags, ColumnType as T};
use std::{borrow::Cow, str};

/// One row of a result, in the buffer of its connection. Text and bytes are borrowed from it.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    body: &'r [u8],
    cells: &'r [Cell],
    columns: &'r Columns,
}

/// A whole number, as a column holds it.
enum Whole {
    Fits(i64),
    /// An unsigned one that is larger.
    Large(u64),
}

impl<'r> Row<'r> {
    #[inline]
    pub(crate) fn new(body: &'r [u8], cells: &'r [Cell], columns: &'r Columns) -> Self {
        Self { body, cells, columns }
    }

    /// A column and the bytes in it, if it is not NULL.
    #[inline]
    fn value(&self, at: usize) -> Option<(&'r Column, &'r [u8])> {
        Some((self.columns.get(at)?, self.cells.get(at)?.of(self.body)?))
    }

    /// A column of an integer type.
    #[inline]
    fn integer(&self, at: usize) -> Option<Whole> {
        let (column, raw) = self.value(at)?;
        let fits = match (column.ty, raw) {
            (T::MYSQL_TYPE_LONGLONG, raw) => {
                let raw = raw.try_into().ok()?;
                match i64::from_le_bytes(raw) {
                    negative @ ..0 if column.unsigned => return Some(Whole::Large(negative.cast_unsigned())),
                    fits => fits,
                }
            }
            (T::MYSQL_TYPE_LONG | T::MYSQL_TYPE_INT24, raw) => {
                let raw = raw.try_into().ok()?;
                if column.unsigned { u32::from_le_bytes(raw).into() } else { i32::from_le_bytes(raw).into() }
            }
            (T::MYSQL_TYPE_SHORT | T::MYSQL_TYPE_YEAR, raw) => {
                let raw = raw.try_into().ok()?;
                if column.unsigned { u16::from_le_bytes(raw).into() } else { i16::from_le_bytes(raw).into() }
            }
            (T::MYSQL_TYPE_TINY, &[raw]) => {
                if column.unsigned {
                    raw.into()
                } else {
                    raw.cast_signed().into()
                }
            }
            _ => return None,
        };
        Some(Whole::Fits(fits))
    }

    /// What a column holds, if that is text: characters, not bytes, and not a DECIMAL.
    #[inline]
    fn characters(&self, at: usize, wanted: &'static str) -> Result<&'r [u8]> {
        match self.value(at) {
            Some((column, raw)) if column.layout == Layout::Counted && !column.binary => Ok(raw),
            _ => Err(self.wrong(at, wanted)),
        }
    }

    /// The digits of a DECIMAL column.
    #[inline]
    fn digits(&self, at: usize) -> Option<&'r str> {
        match self.value(at)? {
            (Column { ty: T::MYSQL_TYPE_NEWDECIMAL | T::MYSQL_TYPE_DECIMAL, .. }, raw) => str::from_utf8(raw).ok(),
            _ => None,
        }
    }

    #[inline]
    fn utf8(&self, at: usize, bytes: &'r [u8]) -> Result<Cow<'r, str>> {
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(self.error(at, "text that is not UTF-8", "text in utf8mb4")),
        }
    }

    /// The error for a column that holds something else.
    #[cold]
    fn wrong(&self, at: usize, wanted: &'static str) -> Error {
        let (Some(column), Some(cell)) = (self.columns.get(at), self.cells.get(at)) else {
            let width = self.cells.len();
            let message = format!("{wanted} was expected in column number {}, the result has {width}", at + 1);
            return Error::new(ErrorKind::Decode, message);
        };
        match cell.is_null() {
            true => unexpected_null(self, at, wanted.trim_start_matches("a ")),
            false => self.error(at, type_name(column), wanted),
        }
    }

    #[cold]
    fn error(&self, at: usize, found: &str, wanted: &str) -> Error {
        let name = value::Row::name(self, at);
        let message = format!("column `{name}` (number {}) holds {found}, {wanted} was expected", at + 1);
        Error::new(ErrorKind::Decode, message)
    }

    /// An integer out of a DECIMAL: what SUM makes of integers.
    #[cold]
    fn whole(&self, at: usize) -> Result<i64> {
        let Some(digits) = self.digits(at) else { return Err(self.wrong(at, "an integer")) };
        let whole = match digits.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            Some(_) => return Err(lossy(self, at, "i64")),
            None => digits,
        };
        whole.parse().map_err(|_| lossy(self, at, "i64"))
    }

    #[inline]
    fn day(&self, at: usize, (year, month, day): (u16, u8, u8)) -> Result<i32> {
        civil::to_days(year.into(), month, day)
            .ok_or_else(|| self.error(at, "a day that does not exist, such as 0000-00-00", "a date"))
    }
}

/// A DATE, DATETIME or TIMESTAMP: what is zero at the end is left out.
struct Moment {
    day: (u16, u8, u8),
    time: (u8, u8, u8),
    micros: u32,
}

impl Moment {
    #[inline]
    fn of(column: &Column, raw: &[u8]) -> Option<Self> {
        if !matches!(
            column.ty,
            T::MYSQL_TYPE_DATE
                | T::MYSQL_TYPE_NEWDATE
                | T::MYSQL_TYPE_DATETIME
                | T::MYSQL_TYPE_DATETIME2
                | T::MYSQL_TYPE_TIMESTAMP
                | T::MYSQL_TYPE_TIMESTAMP2
        ) {
            return None;
        }
        let (day, time, micros) = match *raw {
            [] => ((0, 0, 0), (0, 0, 0), 0),
            [a, b, month, day] => ((u16::from_le_bytes([a, b]), month, day), (0, 0, 0), 0),
            [a, b, month, day, h, m, s] => ((u16::from_le_bytes([a, b]), month, day), (h, m, s), 0),
            [a, b, month, day, h, m, s, c, d, e, f] => {
                ((u16::from_le_bytes([a, b]), month, day), (h, m, s), u32::from_le_bytes([c, d, e, f]))
            }
            _ => return None,
        };
        Some(Self { day, time, micros })
    }
}

impl value::Row for Row<'_> {
    #[inline]
    fn is_null(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.is_null())
    }

    fn name(&self, at: usize) -> Cow<'_, str> {
        self.columns.name(at).map_or(Cow::Borrowed("?"), String::from_utf8_lossy)
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    #[inline]
    fn bool(&self, at: usize) -> Result<bool> {
        match self.integer(at) {
            Some(Whole::Fits(0)) => Ok(false),
            Some(Whole::Fits(1)) => Ok(true),
            Some(_) => Err(self.error(at, "another integer", "a boolean, 0 or 1,")),
            None => Err(self.wrong(at, "a boolean")),
        }
    }

    #[inline]
    fn i64(&self, at: usize) -> Result<i64> {
        match self.integer(at) {
            Some(Whole::Fits(v)) => Ok(v),
            Some(Whole::Large(_)) => Err(lossy(self, at, "i64")),
            None => self.whole(at),
        }
    }

    #[inline]
    fn f64(&self, at: usize) -> Result<f64> {
        match self.value(at) {
            Some((Column { ty: T::MYSQL_TYPE_DOUBLE, .. }, raw)) => raw.try_into().map(f64::from_le_bytes).ok(),
            Some((Column { ty: T::MYSQL_TYPE_FLOAT, .. }, raw)) => {
                raw.try_into().map(|raw| f32::from_le_bytes(raw).into()).ok()
            }
            _ => None,
        }
        .ok_or_else(|| self.wrong(at, "a float"))
    }

    #[inline]
    fn text(&self, at: usize) -> Result<Cow<'_, str>> {
        self.utf8(at, self.characters(at, "a text")?)
    }

    #[inline]
    fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>> {
        match self.value(at) {
            Some((column, raw)) if is_bytes(column) => Ok(Cow::Borrowed(raw)),
            _ => Err(self.wrong(at, "bytes")),
        }
    }

    #[inline]
    fn uuid(&self, at: usize) -> Result<[u8; 16]> {
        match self.value(at) {
            Some((column, raw)) if column.layout == Layout::Counted => {
                let uuid = match raw.len() {
                    16 if is_bytes(column) => raw.try_into().ok(),
                    36 if !column.binary => parse_uuid(raw),
                    _ => None,
                };
                uuid.ok_or_else(|| self.error(at, type_name(column), "a UUID, as 16 bytes or 36 characters,"))
            }
            _ => Err(self.wrong(at, "a UUID")),
        }
    }

    #[inline]
    fn date(&self, at: usize) -> Result<i32> {
        // A DATETIME will do: with a bound value, `coalesce(day, ?)` is one at midnight.
        match self.value(at).and_then(|(column, raw)| Moment::of(column, raw)) {
            Some(Moment { day, time: (0, 0, 0), micros: 0 }) => self.day(at, day),
            _ => Err(self.wrong(at, "a date")),
        }
    }

    #[inline]
    fn time(&self, at: usize) -> Result<i64> {
        let (hour, minute, second, micros) = match self.value(at) {
            Some((Column { ty: T::MYSQL_TYPE_TIME | T::MYSQL_TYPE_TIME2, .. }, raw)) => match *raw {
                [] => (0, 0, 0, 0),
                [0, 0, 0, 0, 0, h, m, s] => (h, m, s, 0),
                [0, 0, 0, 0, 0, h, m, s, a, b, c, d] => (h, m, s, u32::from_le_bytes([a, b, c, d])),
                _ => {
                    return Err(self.error(at, "a TIME that is negative or has 24 hours or more", "a time of day"));
                }
            },
            _ => return Err(self.wrong(at, "a time of day")),
        };
        civil::to_micros(hour, minute, second, micros)
            .ok_or_else(|| self.error(at, "no time of day", "one from 00:00:00 to 23:59:59.999999"))
    }

    #[inline]
    fn timestamp(&self, at: usize) -> Result<i64> {
        match self.value(at) {
            Some((column, raw)) if !matches!(column.ty, T::MYSQL_TYPE_DATE | T::MYSQL_TYPE_NEWDATE) => {
                Moment::of(column, raw)
            }
            _ => None,
        }
        .ok_or_else(|| self.wrong(at, "a date and time"))
        .and_then(|Moment { day, time: (hour, minute, second), micros }| {
            let days = self.day(at, day)?;
            match civil::to_micros(hour, minute, second, micros) {
                Some(micros) => Ok(i64::from(days) * civil::DAY + micros),
                None => Err(self.error(at, "no time of day", "a date and time")),
            }
        })
    }

    #[inline]
    fn timestamptz(&self, at: usize) -> Result<i64> {
        self.timestamp(at)
    }

    fn decimal(&self, at: usize) -> Result<Decimal> {
        if let Some(digits) = self.digits(at) {
            return parse_decimal(digits).ok_or_else(|| lossy(self, at, "Decimal"));
        }
        match self.integer(at) {
            Some(Whole::Fits(v)) => Ok(Decimal { mantissa: v.into(), scale: 0 }),
            Some(Whole::Large(v)) => Ok(Decimal { mantissa: v.into(), scale: 0 }),
            None => Err(self.wrong(at, "a decimal number")),
        }
    }

    #[inline]
    fn json(&self, at: usize) -> Result<Cow<'_, str>> {
        match self.value(at) {
            // MySQL's JSON is said to be binary, and is UTF-8.
            Some((Column { ty: T::MYSQL_TYPE_JSON, .. }, raw)) => self.utf8(at, raw),
            _ => self.utf8(at, self.characters(at, "a JSON document")?),
        }
    }
}

#[inline]
fn is_bytes(column: &Column) -> bool {
    column.binary
        && matches!(
            column.ty,
            T::MYSQL_TYPE_STRING
                | T::MYSQL_TYPE_VAR_STRING
                | T::MYSQL_TYPE_VARCHAR
                | T::MYSQL_TYPE_TINY_BLOB
                | T::MYSQL_TYPE_BLOB
                | T::MYSQL_TYPE_MEDIUM_BLOB
                | T::MYSQL_TYPE_LONG_BLOB
        )
}

/// Reads a DECIMAL; zeros at the end go only where there is no room for them.
fn parse_decimal(digits: &str) -> Option<Decimal> {
    digits.parse().ok().or_else(|| digits.contains('.').then(|| digits.trim_end_matches('0').parse().ok())?)
}

/// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
fn parse_uuid(text: &[u8]) -> Option<[u8; 16]> {
    let mut uuid = [0; 16];
    let mut digits = 0;
    for (i, &c) in text.iter().enumerate() {
        if matches!(i, 8 | 13 | 18 | 23) {
            if c != b'-' {
                return None;
            }
            continue;
        }
        let digit = char::from(c).to_digit(16)? as u8;
        uuid[digits / 2] |= if digits % 2 == 0 { digit << 4 } else { digit };
        digits += 1;
    }
    (digits == 32).then_some(uuid)
}

/// The type of a column, as SQL calls it.
fn type_name(column: &Column) -> &'static str {
    let binary = column.binary;
    match column.ty {
        _ if column.flags.contains(ColumnFlags::ENUM_FLAG) => "ENUM",
        _ if column.flags.contains(ColumnFlags::SET_FLAG) => "SET",
        T::MYSQL_TYPE_TINY => "TINYINT",
        T::MYSQL_TYPE_SHORT => "SMALLINT",
        T::MYSQL_TYPE_INT24 => "MEDIUMINT",
        T::MYSQL_TYPE_LONG => "INT",
        T::MYSQL_TYPE_LONGLONG => "BIGINT",
        T::MYSQL_TYPE_FLOAT => "FLOAT",
        T::MYSQL_TYPE_DOUBLE => "DOUBLE",
        T::MYSQL_TYPE_DECIMAL | T::MYSQL_TYPE_NEWDECIMAL => "DECIMAL",
        T::MYSQL_TYPE_DATE | T::MYSQL_TYPE_NEWDATE => "DATE",
        T::MYSQL_TYPE_TIME | T::MYSQL_TYPE_TIME2 => "TIME",
        T::MYSQL_TYPE_DATETIME | T::MYSQL_TYPE_DATETIME2 => "DATETIME",
        T::MYSQL_TYPE_TIMESTAMP | T::MYSQL_TYPE_TIMESTAMP2 => "TIMESTAMP",
        T::MYSQL_TYPE_YEAR => "YEAR",
        T::MYSQL_TYPE_BIT => "BIT",
        T::MYSQL_TYPE_JSON => "JSON",
        T::MYSQL_TYPE_GEOMETRY => "GEOMETRY",
        T::MYSQL_TYPE_VECTOR => "VECTOR",
        T::MYSQL_TYPE_STRING if binary => "BINARY",
        T::MYSQL_TYPE_STRING => "CHAR",
        T::MYSQL_TYPE_VARCHAR | T::MYSQL_TYPE_VAR_STRING if binary => "VARBINARY",
        T::MYSQL_TYPE_VARCHAR | T::MYSQL_TYPE_VAR_STRING => "VARCHAR",
        _ if binary => "BLOB",
        _ => "TEXT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_read_from_text_in_both_cases() {
        let wanted = Some([0x55, 0x0e, 0x84, 0, 0xe2, 0x9b, 0x41, 0xd4, 0xa7, 0x16, 0x44, 0x66, 0x55, 0x44, 0, 0]);
        assert_eq!(parse_uuid(b"550e8400-e29b-41d4-a716-446655440000"), wanted);
        assert_eq!(parse_uuid(b"550E8400-E29B-41D4-A716-446655440000"), wanted);
        assert_eq!(parse_uuid(b"550e8400-e29b-41d4-a716-44665544000g"), None);
        assert_eq!(parse_uuid(b"550e8400e-29b-41d4-a716-446655440000"), None);
    }

    #[test]
    fn zeros_behind_a_decimal_go_only_where_there_is_no_room() {
        assert_eq!(parse_decimal("1.50"), Some(Decimal { mantissa: 150, scale: 2 }));
        let long = format!("12345678901.5{}", "0".repeat(29));
        assert_eq!(parse_decimal(&long), Some(Decimal { mantissa: 123_456_789_015, scale: 1 }));
        assert_eq!(parse_decimal(&"9".repeat(65)), None);
        assert_eq!(parse_decimal(&"0".repeat(65)), Some(Decimal { mantissa: 0, scale: 0 }));
        assert_eq!(parse_decimal(&format!("7{}", "0".repeat(60))), None);
    }
}
