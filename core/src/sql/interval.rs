//! Intervals of PostgreSQL.
//!
//! How long a month is depends on where it is counted from, and so does a day where clocks are changed. So an interval keeps
//! months, days and the rest apart, as the database does.

use std::{fmt, ops};

/// So many months, days and microseconds: what [`age`](crate::expr::age) gives and an INTERVAL of PostgreSQL holds.
///
/// Two are equal if all three numbers are. SQL compares otherwise: there a month has 30 days and a day 24 hours, so that
/// `periods::length.eq(Interval::days(30))` finds a month, too.
///
/// It is written as ISO 8601 does, and becomes, and is made of, the durations of `std`, chrono, time and jiff by `try_from`.
///
/// ```
/// use aludel_core::value::Interval;
/// let trial = Interval::months(1) + Interval::days(-2) + Interval::minutes(90);
/// assert_eq!((trial.months, trial.days, trial.micros), (1, -2, 5_400_000_000));
/// assert_eq!(trial.to_string(), "P1M-2DT1H30M");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interval {
    /// Months; twelve are a year.
    pub months: i32,
    /// Days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
}

/// One line per unit: how many of which part it is.
macro_rules! units {
    ($($(#[$m:meta])* $name:ident: $part:ident = $many:literal;)*) => { $(
        $(#[$m])*
        ///
        /// # Panics
        /// If they are more than the interval holds.
        pub const fn $name(count: i32) -> Self {
            match Self::part(count, $many) {
                Some($part) => Self { $part, ..Self::ZERO },
                None => panic!("more than an interval holds"),
            }
        }
    )* };
}

impl Interval {
    /// No time at all.
    pub const ZERO: Self = Self { months: 0, days: 0, micros: 0 };

    /// An interval of all three parts.
    pub const fn new(months: i32, days: i32, micros: i64) -> Self {
        Self { months, days, micros }
    }

    const fn part(count: i32, many: i32) -> Option<i32> {
        count.checked_mul(many)
    }

    units! {
        /// So many years, as months.
        years: months = 12;
        /// So many months.
        months: months = 1;
        /// So many weeks, as days.
        weeks: days = 7;
        /// So many days.
        days: days = 1;
    }

    /// So many hours.
    pub const fn hours(count: i32) -> Self {
        Self::of_micros(count as i64 * HOUR)
    }

    /// So many minutes.
    pub const fn minutes(count: i32) -> Self {
        Self::of_micros(count as i64 * MINUTE)
    }

    /// So many seconds.
    pub const fn seconds(count: i32) -> Self {
        Self::of_micros(count as i64 * SECOND)
    }

    /// So many microseconds.
    pub const fn of_micros(micros: i64) -> Self {
        Self { micros, ..Self::ZERO }
    }

    /// Both, part by part; `None` if one does not hold that.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match (
            self.months.checked_add(other.months),
            self.days.checked_add(other.days),
            self.micros.checked_add(other.micros),
        ) {
            (Some(months), Some(days), Some(micros)) => Some(Self { months, days, micros }),
            _ => None,
        }
    }

    /// As long, in the other direction; `None` if a part does not hold that.
    pub const fn checked_neg(self) -> Option<Self> {
        match (self.months.checked_neg(), self.days.checked_neg(), self.micros.checked_neg()) {
            (Some(months), Some(days), Some(micros)) => Some(Self { months, days, micros }),
            _ => None,
        }
    }
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl ops::Add for Interval {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.checked_add(other).expect("an interval holds both together")
    }
}
impl ops::Neg for Interval {
    type Output = Self;
    fn neg(self) -> Self {
        self.checked_neg().expect("an interval holds the opposite")
    }
}
impl ops::Sub for Interval {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl fmt::Display for Interval {
    /// ISO 8601: `P1Y2M3DT4H5M6.789S`, each part with its own sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ZERO {
            return f.pad("PT0S");
        }
        let mut text = "P".to_owned();
        let mut part = |number: i64, unit: &str| {
            if number != 0 {
                text += &format!("{number}{unit}");
            }
        };
        part((self.months / 12).into(), "Y");
        part((self.months % 12).into(), "M");
        part(self.days.into(), "D");
        if self.micros != 0 {
            // A sign of its own, and then the rest of the parts without a number.
            text.push('T');
            let mut part = |number: i64, unit: &str| {
                if number != 0 {
                    text += &format!("{number}{unit}");
                }
            };
            part(self.micros / HOUR, "H");
            part(self.micros % HOUR / MINUTE, "M");
            let rest = self.micros % MINUTE;
            let sign = if rest < 0 { "-" } else { "" };
            let (seconds, micros) = ((rest / SECOND).unsigned_abs(), (rest % SECOND).unsigned_abs());
            if micros != 0 {
                text += format!("{sign}{seconds}.{micros:06}").trim_end_matches('0');
                text.push('S');
            } else if seconds != 0 {
                text += &format!("{sign}{seconds}S");
            }
        }
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_added_part_by_part() {
        assert_eq!(Interval::years(1) - Interval::months(2) + Interval::seconds(-1), Interval::new(10, 0, -SECOND));
        assert_eq!(Interval::new(0, i32::MAX, 0).checked_add(Interval::days(1)), None);
        assert_eq!(Interval::of_micros(i64::MIN).checked_neg(), None);
        assert_eq!(Interval::hours(i32::MIN).micros, i64::from(i32::MIN) * HOUR);
    }

    #[test]
    fn they_are_written_as_iso_8601_does() {
        for (interval, text) in [
            (Interval::ZERO, "PT0S"),
            (Interval::new(14, 3, 4 * HOUR + 5 * MINUTE + 6_789_000), "P1Y2M3DT4H5M6.789S"),
            (Interval::new(-1, 0, -1), "P-1MT-0.000001S"),
            (Interval::new(0, 0, -HOUR - SECOND), "PT-1H-1S"),
            (Interval::new(0, -7, 0), "P-7D"),
            (Interval::of_micros(i64::MIN), "PT-2562047788H-54.775808S"),
        ] {
            assert_eq!(interval.to_string(), text);
        }
        assert_eq!(format!("{:>6}|{:<6}|", Interval::days(1), Interval::days(1)), "   P1D|P1D   |");
    }
}
