//! Values on their way into a statement.

use aludel_core::{
    Error, ErrorKind, Result,
    sql::DialectKind,
    value::{Binder, Decimal, List, SqlType, civil},
};
use mysql::{Value, consts::MAX_PAYLOAD_LEN};
use std::borrow::Cow;

/// The values of one execution. The driver wants to own them, so each execution has its own vector.
pub(crate) struct Values {
    kind: DialectKind,
    pub(crate) list: Vec<Value>,
    /// Whether there is one that the server would round without an error.
    pub(crate) decimals: bool,
    /// The bytes of all, and of the longest.
    total: usize,
    longest: usize,
}

impl Values {
    #[inline]
    pub(crate) fn new(kind: DialectKind, count: usize) -> Self {
        Self { kind, list: Vec::with_capacity(count), decimals: false, total: 0, longest: 0 }
    }

    #[inline]
    fn push(&mut self, value: Value) -> Result<()> {
        self.list.push(value);
        Ok(())
    }

    #[inline]
    fn push_bytes(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.total += bytes.len();
        self.longest = self.longest.max(bytes.len());
        self.push(Value::Bytes(bytes))
    }

    /// Refuses what is larger than the server's `max_allowed_packet`: it would hang up in the middle of it.
    #[inline]
    pub(crate) fn check_size(&self, packet: usize) -> Result<()> {
        // The header, and for each value its place among the NULLs, its type, and at most 13 bytes beside its own.
        let total = 16 + self.total + self.list.len() * 16;
        if total > packet { self.check_large(total, packet) } else { Ok(()) }
    }

    #[cold]
    fn check_large(&self, total: usize, packet: usize) -> Result<()> {
        if self.longest + 16 > packet {
            let message = format!(
                "a value of {} bytes is larger than the server's `max_allowed_packet` of {packet}; raise it there",
                self.longest
            );
            return Err(Error::new(ErrorKind::Encode, message));
        }
        // The driver sends more than one packet's worth value by value.
        if total > MAX_PAYLOAD_LEN {
            return Ok(());
        }
        let message = format!(
            "the values of the statement, {total} bytes together, are larger than the server's `max_allowed_packet` of \
             {packet}; raise it there, or write fewer rows at a time"
        );
        Err(Error::new(ErrorKind::Statement, message))
    }
}

impl<'v> Binder<'v> for Values {
    #[inline]
    fn dialect(&self) -> DialectKind {
        self.kind
    }

    #[inline]
    fn null(&mut self, _: SqlType) -> Result<()> {
        self.push(Value::NULL)
    }

    #[inline]
    fn bool(&mut self, v: bool) -> Result<()> {
        self.push(Value::Int(v.into()))
    }

    #[inline]
    fn i16(&mut self, v: i16) -> Result<()> {
        self.push(Value::Int(v.into()))
    }

    #[inline]
    fn i32(&mut self, v: i32) -> Result<()> {
        self.push(Value::Int(v.into()))
    }

    #[inline]
    fn i64(&mut self, v: i64) -> Result<()> {
        self.push(Value::Int(v))
    }

    #[inline]
    fn f32(&mut self, v: f32) -> Result<()> {
        if v.is_finite() { self.push(Value::Float(v)) } else { Err(not_finite()) }
    }

    #[inline]
    fn f64(&mut self, v: f64) -> Result<()> {
        if v.is_finite() { self.push(Value::Double(v)) } else { Err(not_finite()) }
    }

    #[inline]
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.push_bytes(v.into_owned().into_bytes())
    }

    #[inline]
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.push_bytes(v.to_vec())
    }

    #[inline]
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.push_bytes(v.to_vec())
    }

    #[inline]
    fn date(&mut self, days: i32) -> Result<()> {
        let (year, month, day) = year_in_range(days)?;
        self.push(Value::Date(year, month, day, 0, 0, 0, 0))
    }

    #[inline]
    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..civil::DAY).contains(&micros) {
            return Err(encode("a time of day must lie between 00:00:00 and 23:59:59.999999"));
        }
        let (hour, minute, second, micro) = civil::clock(micros);
        self.push(Value::Time(false, 0, hour, minute, second, micro))
    }

    #[inline]
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        let (days, time) = civil::split(micros);
        let (year, month, day) = year_in_range(days)?;
        let (hour, minute, second, micro) = civil::clock(time);
        self.push(Value::Date(year, month, day, hour, minute, second, micro))
    }

    #[inline]
    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        // The session's time zone is UTC, and the column is DATETIME.
        Binder::timestamp(self, micros)
    }

    fn decimal(&mut self, v: Decimal) -> Result<()> {
        if v.scale > 30 {
            return Err(encode("MySQL's DECIMAL has at most 30 digits behind the point; round the value first"));
        }
        self.decimals = true;
        self.push_bytes(v.to_string().into_bytes())
    }

    #[inline]
    fn json(&mut self, v: Cow<'v, str>) -> Result<()> {
        Binder::text(self, v)
    }

    #[cold]
    fn list(&mut self, _: SqlType, _: &'v dyn List) -> Result<()> {
        Err(encode("MySQL and MariaDB have no arrays; a list is written as one placeholder for each value"))
    }
}

/// Year, month and day, if the year can be stored.
#[inline]
fn year_in_range(days: i32) -> Result<(u16, u8, u8)> {
    let (year, month, day) = civil::from_days(days);
    match u16::try_from(year) {
        Ok(year @ 1..=9999) => Ok((year, month, day)),
        _ => Err(encode("MySQL's DATE and DATETIME hold the years 1 to 9999")),
    }
}

#[cold]
fn not_finite() -> Error {
    encode("MySQL's FLOAT and DOUBLE hold neither NaN nor infinity; use an `Option` and NULL")
}

#[cold]
fn encode(message: &'static str) -> Error {
    Error::new(ErrorKind::Encode, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bind: impl FnOnce(&mut Values) -> Result<()>) {
        let mut values = Values::new(DialectKind::MySql, 1);
        assert_eq!(bind(&mut values).unwrap_err().kind(), ErrorKind::Encode);
        assert!(values.list.is_empty());
    }

    #[test]
    fn what_the_server_would_change_is_refused() {
        for v in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            refused(|b| b.f64(v));
            refused(|b| b.f32(v as f32));
        }
        let first = civil::to_days(1, 1, 1).unwrap();
        let last = civil::to_days(9999, 12, 31).unwrap();
        for days in [first - 1, last + 1, i32::MIN, i32::MAX] {
            refused(|b| b.date(days));
        }
        for micros in [i64::from(first) * civil::DAY - 1, i64::from(last + 1) * civil::DAY, i64::MIN, i64::MAX] {
            refused(|b| b.timestamp(micros));
            refused(|b| b.timestamptz(micros));
        }
        for micros in [-1, civil::DAY, i64::MAX, i64::MIN] {
            refused(|b| b.time(micros));
        }
        refused(|b| b.decimal(Decimal { mantissa: 1, scale: 31 }));
        refused(|b| b.list(SqlType::I64, &NoList));
    }

    #[test]
    fn what_is_larger_than_a_packet_is_refused() {
        let mut values = Values::new(DialectKind::MySql, 3);
        values.bytes(&[0; 600]).unwrap();
        values.check_size(1024).unwrap();
        values.bytes(&[0; 600]).unwrap();
        assert_eq!(values.check_size(1024).unwrap_err().kind(), ErrorKind::Statement);
        values.bytes(&[0; 1024]).unwrap();
        assert_eq!(values.check_size(1024).unwrap_err().kind(), ErrorKind::Encode);
        // Sent value by value.
        let large = vec![0; 10 << 20];
        let mut values = Values::new(DialectKind::MySql, 2);
        values.bytes(&large).unwrap();
        values.bytes(&large).unwrap();
        values.check_size(16 << 20).unwrap();
    }

    struct NoList;
    impl List for NoList {
        fn len(&self) -> usize {
            0
        }
        fn encode<'v>(&'v self, _: usize, _: &mut dyn Binder<'v>) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_accepted() {
        let mut values = Values::new(DialectKind::MariaDb, 2);
        values.date(civil::to_days(1, 1, 1).unwrap()).unwrap();
        values.timestamp((i64::from(civil::to_days(9999, 12, 31).unwrap()) + 1) * civil::DAY - 1).unwrap();
        let ends = [Value::Date(1, 1, 1, 0, 0, 0, 0), Value::Date(9999, 12, 31, 23, 59, 59, 999_999)];
        assert_eq!(values.list, ends);
    }
}
