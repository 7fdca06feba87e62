//! Values on their way into a statement.

use crate::client::{
    failure::{Failure, Outcome},
    output,
};
use aludel_core::{
    Error, ErrorKind, Result,
    sql::DialectKind,
    value::{Binder, Decimal, List, SqlType, civil},
};
use mysql_common::constants::ColumnType as T;
use std::{borrow::Cow, io::Write};

/// What the packets of a statement need beside its values.
const HEADS: usize = 32;
/// A value of more bytes can go in commands of its own.
const LONG: usize = 8 * 1024;

/// The values of one execution, written behind its head: a bit for each NULL, the types if they are others than before, and
/// what is not NULL.
pub struct Values<'o> {
    kind: DialectKind,
    out: &'o mut Vec<u8>,
    /// Where the bits of the NULLs begin.
    start: usize,
    /// How many values there are to be, and how many there are.
    wanted: usize,
    count: usize,
    /// The types that the server knows.
    known: &'o [u8],
    /// The types of all, if one is another.
    types: Option<Vec<u8>>,
    /// Whether there is one that the server would round without an error.
    pub(crate) decimals: bool,
    /// The bytes of the longest.
    longest: usize,
    long: Long,
}

/// Hands over the values of a statement.
pub(crate) type Params<'p> = &'p dyn Fn(&mut Values<'_>) -> aludel_core::Result<()>;

/// Where long values go.
pub(crate) enum Long {
    /// To the others.
    Inside,
    /// Into commands for this statement, which go ahead.
    Ahead(u32, Vec<u8>),
    /// They went ahead.
    LeftOut,
}

impl Long {
    pub(crate) fn ahead(statement: u32) -> Self {
        Self::Ahead(statement, Vec::new())
    }
}

/// What was bound, apart from what was written.
pub(crate) struct Bound {
    /// The types of all, if the server knows others.
    pub(crate) types: Option<Vec<u8>>,
    /// The commands that go ahead.
    pub(crate) ahead: Vec<u8>,
}

impl<'o> Values<'o> {
    #[inline]
    pub(crate) fn new(kind: DialectKind, out: &'o mut Vec<u8>, wanted: usize, known: &'o [u8], long: Long) -> Self {
        let start = out.len();
        if wanted > 0 {
            // And whether types follow.
            out.resize(start + wanted.div_ceil(8) + 1, 0);
        }
        Self { kind, out, start, wanted, count: 0, known, types: None, decimals: false, longest: 0, long }
    }

    /// Notes the type of the next value.
    #[inline]
    fn next(&mut self, ty: T) {
        let at = self.count;
        self.count += 1;
        if self.types.is_some() || self.known.get(at) != Some(&(ty as u8)) {
            self.note(at, ty);
        }
    }

    fn note(&mut self, at: usize, ty: T) {
        let types = self.types.get_or_insert_with(|| {
            let mut types = Vec::with_capacity(self.wanted);
            types.extend_from_slice(&self.known[..at.min(self.known.len())]);
            types
        });
        types.push(ty as u8);
    }

    #[inline]
    fn fixed<const N: usize>(&mut self, ty: T, bytes: [u8; N]) -> Result<()> {
        self.next(ty);
        self.out.extend_from_slice(&bytes);
        Ok(())
    }

    #[inline]
    fn counted(&mut self, bytes: &[u8]) -> Result<()> {
        self.next(T::MYSQL_TYPE_VAR_STRING);
        if bytes.len() > LONG && !matches!(self.long, Long::Inside) {
            return self.aside(bytes);
        }
        self.longest = self.longest.max(bytes.len());
        output::number(self.out, bytes.len());
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    #[cold]
    fn aside(&mut self, bytes: &[u8]) -> Result<()> {
        self.longest = self.longest.max(bytes.len());
        if let Long::Ahead(statement, ahead) = &mut self.long {
            output::long_data(ahead, *statement, (self.count - 1) as u16, bytes);
        }
        Ok(())
    }

    /// Writes the types, if the server knows others.
    ///
    /// # Errors
    /// `Large` for what goes with its long values in commands of their own only; what is wrong with the values.
    #[inline]
    pub(crate) fn finish(mut self, packet: usize) -> Outcome<Bound> {
        if self.count != self.wanted {
            return Err(mismatch(self.wanted, self.count).into());
        }
        if let Some(types) = &self.types {
            write_types(self.out, self.start + self.wanted.div_ceil(8), types);
        }
        let size = self.out.len() - self.start + HEADS;
        if size > packet || self.longest + HEADS > packet {
            self.check_large(size, packet)?;
        }
        let ahead = match &mut self.long {
            Long::Ahead(_, ahead) => std::mem::take(ahead),
            Long::Inside | Long::LeftOut => Vec::new(),
        };
        Ok(Bound { types: self.types, ahead })
    }

    /// Refuses what is larger than the server's `max_allowed_packet`: it would hang up in the middle of it.
    #[cold]
    fn check_large(&self, size: usize, packet: usize) -> Outcome<()> {
        if self.longest + HEADS > packet {
            let message = format!(
                "a value of {} bytes is larger than the server's `max_allowed_packet` of {packet}; raise it there",
                self.longest
            );
            return Err(Error::new(ErrorKind::Encode, message).into());
        }
        if matches!(self.long, Long::Inside) && self.longest > LONG {
            return Err(Failure::Large);
        }
        let message = format!(
            "the values of the statement, {size} bytes together, are larger than the server's `max_allowed_packet` of \
             {packet}; raise it there, or write fewer rows at a time"
        );
        Err(Error::new(ErrorKind::Statement, message).into())
    }
}

/// Puts the types between the bits of the NULLs and the values: of each its number, and that it has a sign.
#[inline(never)]
fn write_types(out: &mut Vec<u8>, told: usize, types: &[u8]) {
    out[told] = 1;
    let (at, end) = (told + 1, out.len());
    out.resize(end + 2 * types.len(), 0);
    out.copy_within(at..end, at + 2 * types.len());
    for (to, ty) in out[at..].chunks_exact_mut(2).zip(types) {
        to.copy_from_slice(&[*ty, 0]);
    }
}

#[cold]
fn mismatch(wanted: usize, given: usize) -> Error {
    let message = format!("the statement has {wanted} placeholders, {given} values were given");
    Error::new(ErrorKind::Statement, message)
}

impl<'v> Binder<'v> for Values<'_> {
    #[inline]
    fn dialect(&self) -> DialectKind {
        self.kind
    }

    #[inline]
    fn null(&mut self, _: SqlType) -> Result<()> {
        if let Some(bits) = self.out.get_mut(self.start + self.count / 8).filter(|_| self.count < self.wanted) {
            *bits |= 1 << (self.count % 8);
        }
        self.next(T::MYSQL_TYPE_NULL);
        Ok(())
    }

    #[inline]
    fn bool(&mut self, v: bool) -> Result<()> {
        Binder::i64(self, v.into())
    }

    #[inline]
    fn i16(&mut self, v: i16) -> Result<()> {
        Binder::i64(self, v.into())
    }

    #[inline]
    fn i32(&mut self, v: i32) -> Result<()> {
        Binder::i64(self, v.into())
    }

    #[inline]
    fn i64(&mut self, v: i64) -> Result<()> {
        self.fixed(T::MYSQL_TYPE_LONGLONG, v.to_le_bytes())
    }

    #[inline]
    fn f32(&mut self, v: f32) -> Result<()> {
        if v.is_finite() { self.fixed(T::MYSQL_TYPE_FLOAT, v.to_le_bytes()) } else { Err(not_finite()) }
    }

    #[inline]
    fn f64(&mut self, v: f64) -> Result<()> {
        if v.is_finite() { self.fixed(T::MYSQL_TYPE_DOUBLE, v.to_le_bytes()) } else { Err(not_finite()) }
    }

    #[inline]
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.counted(v.as_bytes())
    }

    #[inline]
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.counted(v)
    }

    #[inline]
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.counted(&v)
    }

    #[inline]
    fn date(&mut self, days: i32) -> Result<()> {
        let (year, month, day) = year_in_range(days)?;
        let [low, high] = year.to_le_bytes();
        self.fixed(T::MYSQL_TYPE_DATETIME, [4, low, high, month, day])
    }

    #[inline]
    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..civil::DAY).contains(&micros) {
            return Err(encode("a time of day must lie between 00:00:00 and 23:59:59.999999"));
        }
        let (hour, minute, second, micro) = civil::clock(micros);
        let [a, b, c, d] = micro.to_le_bytes();
        // A sign, and no days.
        self.fixed(T::MYSQL_TYPE_TIME, [12, 0, 0, 0, 0, 0, hour, minute, second, a, b, c, d])
    }

    #[inline]
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        let (days, time) = civil::split(micros);
        let (year, month, day) = year_in_range(days)?;
        let (hour, minute, second, micro) = civil::clock(time);
        let ([low, high], [a, b, c, d]) = (year.to_le_bytes(), micro.to_le_bytes());
        self.fixed(T::MYSQL_TYPE_DATETIME, [11, low, high, month, day, hour, minute, second, a, b, c, d])
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
        self.next(T::MYSQL_TYPE_VAR_STRING);
        // It has fewer than 250 digits.
        let at = self.out.len();
        self.out.push(0);
        write!(self.out, "{v}").map_err(|_| encode("the number cannot be written"))?;
        self.out[at] = (self.out.len() - at - 1) as u8;
        Ok(())
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

    fn bound(known: &[u8], wanted: usize, bind: impl FnOnce(&mut Values<'_>) -> Result<()>) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut values = Values::new(DialectKind::MySql, &mut out, wanted, known, Long::Inside);
        bind(&mut values)?;
        assert!(values.finish(1 << 20).is_ok());
        Ok(out)
    }

    fn refused(bind: impl FnOnce(&mut Values<'_>) -> Result<()>) {
        assert_eq!(bound(&[], 1, bind).unwrap_err().kind(), ErrorKind::Encode);
    }

    const NULL: u8 = T::MYSQL_TYPE_NULL as u8;
    const TEXT: u8 = T::MYSQL_TYPE_VAR_STRING as u8;
    const NUMBER: u8 = T::MYSQL_TYPE_LONGLONG as u8;

    #[test]
    fn types_are_told_where_the_server_knows_others() {
        let bind = |b: &mut Values<'_>| {
            b.null(SqlType::Text)?;
            b.i16(7)?;
            b.text("ab".into())
        };
        let rest = [7, 0, 0, 0, 0, 0, 0, 0, 2, b'a', b'b'];
        assert_eq!(bound(&[NULL, NUMBER, TEXT], 3, bind).unwrap(), [&[1, 0][..], &rest].concat());
        let told = [&[1, 1, NULL, 0, NUMBER, 0, TEXT, 0][..], &rest].concat();
        for known in [&[][..], &[NULL], &[TEXT, NUMBER, TEXT], &[NULL, NUMBER, NULL]] {
            assert_eq!(bound(known, 3, bind).unwrap(), told);
        }
        assert!(bound(&[], 0, |_| Ok(())).unwrap().is_empty());
    }

    #[test]
    fn the_number_of_values_is_looked_at() {
        for (wanted, given) in [(0, 1), (1, 0), (2, 9), (9, 2)] {
            let mut out = Vec::new();
            let mut values = Values::new(DialectKind::MySql, &mut out, wanted, &[NULL], Long::Inside);
            (0..given).for_each(|_| values.null(SqlType::Text).unwrap());
            assert!(
                matches!(values.finish(1 << 20), Err(Failure::Unsent(error)) if error.kind() == ErrorKind::Statement)
            );
        }
    }

    #[test]
    fn a_decimal_is_text_behind_its_length() {
        let out = bound(&[TEXT], 1, |b| b.decimal(Decimal { mantissa: -150, scale: 2 })).unwrap();
        assert_eq!(out, b"\0\0\x05-1.50");
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

    /// What binding values of these lengths says, on a server that takes 20,000 bytes.
    fn sized(lengths: &[usize], long: Long) -> Outcome<Vec<u8>> {
        let mut out = Vec::new();
        let mut values = Values::new(DialectKind::MySql, &mut out, lengths.len(), &[], long);
        lengths.iter().for_each(|length| values.bytes(&vec![7; *length]).unwrap());
        values.finish(20_000).map(|bound| bound.ahead)
    }

    #[test]
    fn what_is_larger_than_a_packet_is_refused_or_goes_ahead() {
        let kind = |outcome| match outcome {
            Err(Failure::Unsent(error)) => error.kind(),
            _ => panic!("not refused"),
        };
        sized(&[19_000], Long::Inside).unwrap();
        assert_eq!(kind(sized(&[20_000, 1], Long::Inside)), ErrorKind::Encode);
        assert_eq!(kind(sized(&[20_000, 1], Long::ahead(1))), ErrorKind::Encode);
        // Many short ones.
        assert_eq!(kind(sized(&[5_000; 5], Long::Inside)), ErrorKind::Statement);
        assert_eq!(kind(sized(&[5_000; 5], Long::ahead(1))), ErrorKind::Statement);
        assert!(matches!(sized(&[10_000, 5, 10_000], Long::Inside), Err(Failure::Large)));
        let ahead = sized(&[10_000, 5, 10_000], Long::ahead(0x0403_0201)).unwrap();
        let (first, second) = ahead.split_at(ahead.len() / 2);
        assert!(first.starts_with(&[0x17, 0x27, 0, 0, 24, 1, 2, 3, 4, 0, 0, 7]));
        assert!(second.starts_with(&[0x17, 0x27, 0, 0, 24, 1, 2, 3, 4, 2, 0, 7]));
        sized(&[10_000, 5, 10_000], Long::LeftOut).unwrap();
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
        let first = bound(&[], 1, |b| b.date(civil::to_days(1, 1, 1).unwrap())).unwrap();
        assert_eq!(first[4..], [4, 1, 0, 1, 1]);
        let last = (i64::from(civil::to_days(9999, 12, 31).unwrap()) + 1) * civil::DAY - 1;
        let last = bound(&[], 1, |b| b.timestamp(last)).unwrap();
        assert_eq!(last[4..], [11, 0x0f, 0x27, 12, 31, 23, 59, 59, 0x3f, 0x42, 0x0f, 0]);
    }
}
