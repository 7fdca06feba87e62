//! Values on their way out of a result.

use aludel_core::{
    Error, ErrorKind, Result,
    value::{self, Decimal, civil, lossy, unexpected_null},
};
use mysql::{
    Column, Value,
    consts::{ColumnFlags, ColumnType},
};
use std::borrow::Cow;

/// The character set of what is bytes and not text.
const BINARY: u16 = 63;

/// One row, as the driver read it. Text and bytes are borrowed from it.
#[derive(Debug)]
pub struct Row(pub(crate) mysql::Row);

impl Row {
    #[inline]
    fn column(&self, at: usize) -> Option<&Column> {
        self.0.columns_ref().get(at)
    }

    /// What a column holds, if that is text: characters, not bytes, and not a DECIMAL.
    #[inline]
    fn characters(&self, at: usize, wanted: &'static str) -> Result<&[u8]> {
        match (self.0.as_ref(at), self.column(at)) {
            (Some(Value::Bytes(bytes)), Some(column)) if column.character_set() != BINARY => Ok(bytes),
            _ => Err(self.wrong(at, wanted)),
        }
    }

    /// The digits of a DECIMAL column.
    #[inline]
    fn digits(&self, at: usize) -> Option<&str> {
        match (self.0.as_ref(at)?, self.column(at)?.column_type()) {
            (Value::Bytes(digits), ColumnType::MYSQL_TYPE_NEWDECIMAL | ColumnType::MYSQL_TYPE_DECIMAL) => {
                std::str::from_utf8(digits).ok()
            }
            _ => None,
        }
    }

    fn utf8<'r>(&self, at: usize, bytes: &'r [u8]) -> Result<Cow<'r, str>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(self.error(at, "text that is not UTF-8", "text in utf8mb4")),
        }
    }

    /// The error for a column that holds something else.
    #[cold]
    fn wrong(&self, at: usize, wanted: &'static str) -> Error {
        let Some(column) = self.column(at) else {
            let message = format!("{wanted} was expected in column number {}, the result has {}", at + 1, self.0.len());
            return Error::new(ErrorKind::Decode, message);
        };
        match self.0.as_ref(at) {
            None | Some(Value::NULL) => unexpected_null(self, at, wanted.trim_start_matches("a ")),
            _ => self.error(at, type_name(column), wanted),
        }
    }

    #[cold]
    fn error(&self, at: usize, found: &str, wanted: &str) -> Error {
        let name = value::Row::name(self, at);
        let message = format!("column `{name}` (number {}) holds {found}, {wanted} was expected", at + 1);
        Error::new(ErrorKind::Decode, message)
    }
}

impl value::Row for Row {
    #[inline]
    fn is_null(&self, at: usize) -> bool {
        matches!(self.0.as_ref(at), Some(Value::NULL))
    }

    fn name(&self, at: usize) -> Cow<'_, str> {
        self.column(at).map_or(Cow::Borrowed("?"), Column::name_str)
    }

    fn width(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn bool(&self, at: usize) -> Result<bool> {
        match self.0.as_ref(at) {
            Some(Value::Int(0)) => Ok(false),
            Some(Value::Int(1)) => Ok(true),
            Some(Value::Int(_) | Value::UInt(_)) => Err(self.error(at, "another integer", "a boolean, 0 or 1,")),
            _ => Err(self.wrong(at, "a boolean")),
        }
    }

    #[inline]
    fn i64(&self, at: usize) -> Result<i64> {
        match self.0.as_ref(at) {
            Some(Value::Int(v)) => Ok(*v),
            Some(Value::UInt(_)) => Err(lossy(self, at, "i64")),
            _ => self.whole(at),
        }
    }

    #[inline]
    fn f64(&self, at: usize) -> Result<f64> {
        match self.0.as_ref(at) {
            Some(Value::Double(v)) => Ok(*v),
            Some(Value::Float(v)) => Ok(f64::from(*v)),
            _ => Err(self.wrong(at, "a float")),
        }
    }

    #[inline]
    fn text(&self, at: usize) -> Result<Cow<'_, str>> {
        self.utf8(at, self.characters(at, "a text")?)
    }

    #[inline]
    fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>> {
        match (self.0.as_ref(at), self.column(at)) {
            (Some(Value::Bytes(bytes)), Some(column)) if is_bytes(column) => Ok(Cow::Borrowed(bytes)),
            _ => Err(self.wrong(at, "bytes")),
        }
    }

    #[inline]
    fn uuid(&self, at: usize) -> Result<[u8; 16]> {
        if let (Some(Value::Bytes(bytes)), Some(column)) = (self.0.as_ref(at), self.column(at)) {
            let uuid = match bytes.len() {
                16 if is_bytes(column) => bytes.as_slice().try_into().ok(),
                36 if column.character_set() != BINARY => parse_uuid(bytes),
                _ => None,
            };
            return uuid.ok_or_else(|| self.error(at, type_name(column), "a UUID, as 16 bytes or 36 characters,"));
        }
        Err(self.wrong(at, "a UUID"))
    }

    #[inline]
    fn date(&self, at: usize) -> Result<i32> {
        // The type is not asked for: with a bound value, `coalesce(day, ?)` is a DATETIME at midnight.
        match self.0.as_ref(at) {
            Some(&Value::Date(year, month, day, 0, 0, 0, 0)) => self.day(at, (year, month, day)),
            _ => Err(self.wrong(at, "a date")),
        }
    }

    #[inline]
    fn time(&self, at: usize) -> Result<i64> {
        match self.0.as_ref(at) {
            Some(&Value::Time(false, 0, hour, minute, second, micro)) => civil::to_micros(hour, minute, second, micro)
                .ok_or_else(|| self.error(at, "no time of day", "one from 00:00:00 to 23:59:59.999999")),
            Some(Value::Time(..)) => {
                Err(self.error(at, "a TIME that is negative or has 24 hours or more", "a time of day"))
            }
            _ => Err(self.wrong(at, "a time of day")),
        }
    }

    #[inline]
    fn timestamp(&self, at: usize) -> Result<i64> {
        use ColumnType::{MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP};
        match (self.0.as_ref(at), self.column(at).map(Column::column_type)) {
            (
                Some(&Value::Date(year, month, day, hour, minute, second, micro)),
                Some(MYSQL_TYPE_DATETIME | MYSQL_TYPE_TIMESTAMP),
            ) => {
                let days = self.day(at, (year, month, day))?;
                match civil::to_micros(hour, minute, second, micro) {
                    Some(micros) => Ok(i64::from(days) * civil::DAY + micros),
                    None => Err(self.error(at, "no time of day", "a date and time")),
                }
            }
            _ => Err(self.wrong(at, "a date and time")),
        }
    }

    #[inline]
    fn timestamptz(&self, at: usize) -> Result<i64> {
        self.timestamp(at)
    }

    fn decimal(&self, at: usize) -> Result<Decimal> {
        match (self.0.as_ref(at), self.digits(at)) {
            (_, Some(digits)) => parse_decimal(digits).ok_or_else(|| lossy(self, at, "Decimal")),
            (Some(&Value::Int(v)), _) => Ok(Decimal { mantissa: v.into(), scale: 0 }),
            (Some(&Value::UInt(v)), _) => Ok(Decimal { mantissa: v.into(), scale: 0 }),
            _ => Err(self.wrong(at, "a decimal number")),
        }
    }

    #[inline]
    fn json(&self, at: usize) -> Result<Cow<'_, str>> {
        match (self.0.as_ref(at), self.column(at).map(Column::column_type)) {
            // MySQL's JSON is said to be binary, and is UTF-8.
            (Some(Value::Bytes(bytes)), Some(ColumnType::MYSQL_TYPE_JSON)) => self.utf8(at, bytes),
            _ => self.utf8(at, self.characters(at, "a JSON document")?),
        }
    }
}

impl Row {
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

#[inline]
fn is_bytes(column: &Column) -> bool {
    use ColumnType as T;
    column.character_set() == BINARY
        && matches!(
            column.column_type(),
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
    use ColumnType as T;
    let binary = column.character_set() == BINARY;
    match column.column_type() {
        _ if column.flags().contains(ColumnFlags::ENUM_FLAG) => "ENUM",
        _ if column.flags().contains(ColumnFlags::SET_FLAG) => "SET",
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
