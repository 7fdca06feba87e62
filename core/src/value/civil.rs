//! Days and microseconds as calendar dates and text, for backends that store text.
//!
//! The algorithms are those of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

use std::fmt::Write;

/// Microseconds in a day.
pub const DAY: i64 = 86_400_000_000;

/// Year, month, day of a number of days since 1970-01-01, in the proleptic Gregorian calendar.
///
/// ```
/// use aludel_core::value::civil;
/// assert_eq!(civil::from_days(19_782), (2024, 2, 29));
/// ```
pub const fn from_days(days: i32) -> (i32, u8, u8) {
    let z = days as i64 + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
    let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
    let year = yoe + era * 400 + (month <= 2) as i64;
    (year as i32, month, day)
}

/// The number of days since 1970-01-01, or `None` if there is no such day.
pub const fn to_days(year: i32, month: u8, day: u8) -> Option<i32> {
    if month < 1 || month > 12 || day < 1 || day > 31 {
        return None;
    }
    let y = year as i64 - (month <= 2) as i64;
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let mp = (month as i64 + 9) % 12;
    let doy = (153 * mp + 2) / 5 + day as i64 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    let days = era * 146_097 + doe - 719_468;
    if days < i32::MIN as i64 || days > i32::MAX as i64 {
        return None;
    }
    let (y2, m2, d2) = from_days(days as i32);
    if y2 == year && m2 == month && d2 == day { Some(days as i32) } else { None }
}

/// Splits microseconds since 1970-01-01T00:00:00 into days and microseconds of the day.
pub const fn split(micros: i64) -> (i32, i64) {
    (micros.div_euclid(DAY) as i32, micros.rem_euclid(DAY))
}

/// Hour, minute, second, microsecond of a time of day.
pub const fn clock(micros: i64) -> (u8, u8, u8, u32) {
    let seconds = micros / 1_000_000;
    ((seconds / 3600) as u8, (seconds / 60 % 60) as u8, (seconds % 60) as u8, (micros % 1_000_000) as u32)
}

/// Microseconds since midnight, or `None` if there is no such time.
pub const fn to_micros(hour: u8, minute: u8, second: u8, micro: u32) -> Option<i64> {
    if hour > 23 || minute > 59 || second > 59 || micro > 999_999 {
        return None;
    }
    Some(((hour as i64 * 60 + minute as i64) * 60 + second as i64) * 1_000_000 + micro as i64)
}

/// Microseconds of seconds and nanoseconds; `round` says how finer ones are rounded.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(super) fn whole_micros(seconds: i64, nanos: i32, round: &str) -> crate::Result<i64> {
    let refuse = |why: String| Err(crate::Error::new(crate::ErrorKind::Encode, why));
    if nanos % 1000 != 0 {
        return refuse(format!("a time finer than a microsecond cannot be stored; round it first, with {round}"));
    }
    match seconds.checked_mul(1_000_000).and_then(|micros| micros.checked_add((nanos / 1000).into())) {
        Some(micros) => Ok(micros),
        None => {
            refuse("a date more than 292000 years from 1970 cannot be stored with its time; store a nearer one".into())
        }
    }
}

/// Seconds and nanoseconds of a time of day, or `None` for what is none: databases have negative times, and 24:00.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(super) fn time_of_day(micros: i64) -> Option<(u32, u32)> {
    (0..DAY).contains(&micros).then(|| ((micros / 1_000_000) as u32, (micros % 1_000_000 * 1000) as u32))
}

/// `YYYY-MM-DD`, or `None` for a year that four digits cannot say.
pub fn format_date(days: i32) -> Option<String> {
    let (year, month, day) = from_days(days);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `HH:MM:SS`, with six digits of microseconds if there are any.
pub fn format_time(micros: i64) -> String {
    let (hour, minute, second, micro) = clock(micros);
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if micro != 0 {
        let _ = write!(text, ".{micro:06}");
    }
    text
}

/// `YYYY-MM-DD HH:MM:SS`, with microseconds if there are any; `None` for a year that four digits cannot say.
pub fn format_timestamp(micros: i64) -> Option<String> {
    let (days, time) = split(micros);
    Some(format!("{} {}", format_date(days)?, format_time(time)))
}

/// Reads `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    to_days(number(y, 4)?.try_into().ok()?, number(m, 2)?.try_into().ok()?, number(d, 2)?.try_into().ok()?)
}

/// Reads `HH:MM`, `HH:MM:SS` and `HH:MM:SS.ffffff`; more than six digits are refused unless they are zero.
pub fn parse_time(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.splitn(3, ':');
    let (h, m, s) = (parts.next()?, parts.next()?, parts.next());
    if text.ends_with('.') || s.is_none() && !fraction.is_empty() {
        return None; // a fraction is one of a second
    }
    let s = s.unwrap_or("00");
    let (kept, rest) = fraction.split_at_checked(6).unwrap_or((fraction, ""));
    if !kept.bytes().all(|b| b.is_ascii_digit()) || rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let micro = if kept.is_empty() { 0 } else { kept.parse::<u32>().ok()? * 10u32.pow(6 - kept.len() as u32) };
    to_micros(number(h, 2)?.try_into().ok()?, number(m, 2)?.try_into().ok()?, number(s, 2)?.try_into().ok()?, micro)
}

/// Reads a date and a time, separated by a space or a `T`; a date alone is its midnight.
pub fn parse_timestamp(text: &str) -> Option<i64> {
    let (date, time) = match text.split_once([' ', 'T']) {
        Some((date, time)) => (parse_date(date)?, parse_time(time)?),
        None => (parse_date(text)?, 0),
    };
    Some(i64::from(date) * DAY + time)
}

/// Reads a timestamp with an offset (`Z`, `+02:00`), as UTC; without one it is UTC.
pub fn parse_timestamptz(text: &str) -> Option<i64> {
    if let Some(local) = text.strip_suffix(['Z', 'z']) {
        return parse_timestamp(local);
    }
    match text.rfind(['+', '-']).filter(|&at| at > 10) {
        None => parse_timestamp(text),
        Some(at) => {
            let (local, offset) = text.split_at(at);
            let shift = parse_time(&offset[1..])?;
            let sign = if offset.starts_with('-') { 1 } else { -1 };
            Some(parse_timestamp(local)? + sign * shift)
        }
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_survives_both_ways() {
        let first = to_days(0, 1, 1).unwrap();
        let last = to_days(9999, 12, 31).unwrap();
        for days in first..=last {
            let (y, m, d) = from_days(days);
            assert_eq!(to_days(y, m, d), Some(days));
            assert_eq!(parse_date(&format_date(days).unwrap()), Some(days));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-29", "2023-13-01", "2023-00-10", "2023-01-32", "23-01-01", "2023-1-1", "x"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn moments_before_1970_keep_their_microseconds() {
        for text in ["1969-12-31 23:59:59.999999", "0000-01-01", "1582-10-10 00:00:00.000001"] {
            let micros = parse_timestamp(text).unwrap();
            assert!(format_timestamp(micros).unwrap().starts_with(text));
        }
    }

    #[test]
    fn every_time_is_written_as_it_is_read() {
        for (text, micros) in [
            ("00:00", 0),
            ("00:00:00", 0),
            ("23:59:59.999999", DAY - 1),
            ("01:02:03.5", 3_723_500_000),
            ("01:02:03.000001", 3_723_000_001),
            ("01:02:03.0000010000", 3_723_000_001),
        ] {
            assert_eq!(parse_time(text), Some(micros), "{text}");
            assert_eq!(parse_time(&format_time(micros)), Some(micros));
        }
        for micros in crate::value::testing::random_in(0..=DAY - 1) {
            assert_eq!(parse_time(&format_time(micros)), Some(micros));
        }
        for text in [
            "",
            "1",
            "24:00:00",
            "23:60:00",
            "23:59:60",
            "1:02:03",
            "-01:02:03",
            "01:02:03.0000001",
            "01:02:03.",
            "01:02.5",
            "01:02:03.+1",
            "01:02:03:04",
            "01:02:03.\u{e9}\u{e9}\u{e9}\u{e9}",
            "+1:02:03",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn days_at_the_ends_of_their_type_survive() {
        for days in [i32::MIN, i32::MAX, 0, -1, -719_468, -719_469] {
            let (y, m, d) = from_days(days);
            assert_eq!(to_days(y, m, d), Some(days));
        }
        for (y, m, d) in [(i32::MIN, 1, 1), (i32::MAX, 12, 31), (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (1, 0, 1)]
        {
            assert_eq!(to_days(y, m, d), None);
        }
        assert_eq!(split(i64::MIN), (-106_751_992, 71_945_224_192));
        assert_eq!((format_date(to_days(10_000, 1, 1).unwrap()), format_timestamp(i64::MIN)), (None, None));
    }

    #[test]
    fn an_offset_is_taken_off() {
        let utc = parse_timestamp("2024-02-29 10:00:00").unwrap();
        for text in
            ["2024-02-29T12:00:00+02:00", "2024-02-29 10:00:00Z", "2024-02-29 04:30:00-05:30", "2024-02-29 10:00:00"]
        {
            assert_eq!(parse_timestamptz(text), Some(utc), "{text}");
        }
    }
}
