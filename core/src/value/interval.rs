//! Intervals as SQL values, and as the durations of other crates.

use super::{civil::DAY, primitive::scalars};
use crate::{Error, ErrorKind, Result, sql::Interval};

scalars! {
    Interval: Interval, |v, b| {
        if v.is_infinite() {
            return Err(refuse("PostgreSQL takes the longest interval for an infinite one; store a shorter one"));
        }
        b.interval(*v)
    }, |row, at| {
        let found = row.interval(at)?;
        if found.is_infinite() { Err(super::lossy(row, at, "Interval")) } else { Ok(found) }
    };
}

impl Interval {
    /// Microseconds, a day as 24 hours; `None` if there are months, or too many of them.
    fn fixed(self) -> Option<i64> {
        let days = i64::from(self.days).checked_mul(DAY)?;
        days.checked_add(self.micros).filter(|_| self.months == 0)
    }

    /// Of microseconds, if an `i64` holds them.
    fn of(micros: impl TryInto<i64>, rest: impl Into<i64>) -> Result<Self> {
        if rest.into() != 0 {
            return Err(refuse("an interval is kept in microseconds; round the duration to them first"));
        }
        match micros.try_into() {
            Ok(micros) => Ok(Self::of_micros(micros)),
            Err(_) => Err(refuse("the duration is longer than an interval can be")),
        }
    }

    /// What PostgreSQL takes for infinite, from its version 17 on.
    const fn is_infinite(self) -> bool {
        matches!(
            self,
            Self { months: i32::MAX, days: i32::MAX, micros: i64::MAX }
                | Self { months: i32::MIN, days: i32::MIN, micros: i64::MIN }
        )
    }
}

#[cold]
fn refuse(why: &str) -> Error {
    Error::new(ErrorKind::Encode, why.to_owned())
}

#[cold]
fn no_duration(what: &str) -> Error {
    Error::new(ErrorKind::Decode, format!("an interval with months, or one too long, is no `{what}`"))
}

impl TryFrom<std::time::Duration> for Interval {
    type Error = Error;
    fn try_from(duration: std::time::Duration) -> Result<Self> {
        Self::of(duration.as_micros(), duration.subsec_nanos() % 1000)
    }
}
impl TryFrom<Interval> for std::time::Duration {
    type Error = Error;
    /// Days have 24 hours. Months, and an interval that goes back, are errors.
    fn try_from(interval: Interval) -> Result<Self> {
        let micros = interval.fixed().and_then(|micros| micros.try_into().ok());
        micros.map(Self::from_micros).ok_or_else(|| no_duration("Duration"))
    }
}

/// One block per crate: the duration, its whole microseconds and the nanoseconds beyond them, and the way back.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! durations {
    ($($ty:ty as $name:literal, |$d:ident| $micros:expr, $rest:expr, $back:expr;)*) => { $(
        impl TryFrom<$ty> for Interval {
            type Error = Error;
            fn try_from($d: $ty) -> Result<Self> {
                Self::of($micros, $rest)
            }
        }
        impl TryFrom<Interval> for $ty {
            type Error = Error;
            /// Days have 24 hours. Months are an error.
            fn try_from(interval: Interval) -> Result<Self> {
                interval.fixed().map($back).ok_or_else(|| no_duration($name))
            }
        }
    )* };
}
#[cfg(feature = "chrono")]
durations! {
    chrono::TimeDelta as "chrono::TimeDelta",
        |d| d.num_microseconds().ok_or_else(|| refuse("the duration is longer than an interval can be"))?, d.subsec_nanos() % 1000,
        chrono::TimeDelta::microseconds;
}
#[cfg(feature = "time")]
durations! {
    time::Duration as "time::Duration", |d| d.whole_microseconds(), d.subsec_nanoseconds() % 1000, time::Duration::microseconds;
}
#[cfg(feature = "jiff")]
durations! {
    jiff::SignedDuration as "jiff::SignedDuration", |d| d.as_micros(), d.subsec_nanos() % 1000, jiff::SignedDuration::from_micros;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random, refused, round_trips, stored, unreadable};

    const LONGEST: Interval = Interval::new(i32::MAX, i32::MAX, i64::MAX);
    const SHORTEST: Interval = Interval::new(i32::MIN, i32::MIN, i64::MIN);

    #[test]
    fn they_come_back() {
        round_trips([Interval::ZERO, Interval::new(i32::MIN, i32::MAX, i64::MIN), Interval::new(1, -2, 3)]);
        round_trips(random().map(|n| Interval::new(n as i32, (n >> 16) as i32, (n >> 3) as i64)));
        assert_eq!(stored(&Interval::weeks(2)), Stored::Interval(Interval::new(0, 14, 0)));
    }

    #[test]
    fn what_is_infinite_is_refused() {
        for infinite in [LONGEST, SHORTEST] {
            assert!(refused(&infinite).contains("infinite"));
            unreadable::<Interval>(Stored::Interval(infinite));
        }
    }

    #[test]
    fn durations_are_intervals_without_months() {
        use std::time::Duration;
        assert_eq!(Interval::try_from(Duration::from_millis(1500)).unwrap(), Interval::of_micros(1_500_000));
        assert_eq!(Duration::try_from(Interval::days(1) + Interval::hours(1)).unwrap(), Duration::from_secs(25 * 3600));
        for bad in [Interval::months(1), Interval::days(-1), Interval::new(0, i32::MAX, i64::MAX)] {
            assert_eq!(Duration::try_from(bad).unwrap_err().kind(), ErrorKind::Decode);
        }
        for bad in [Duration::from_nanos(1), Duration::MAX] {
            assert_eq!(Interval::try_from(bad).unwrap_err().kind(), ErrorKind::Encode);
        }
    }

    #[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
    #[test]
    fn those_of_the_calendars_too() {
        macro_rules! each {
            ($($ty:ty, $nanos:expr;)*) => { $(
                for micros in [0, 1, -1, 86_400_000_001, -5_000_000] {
                    let interval = Interval::of_micros(micros);
                    assert_eq!(Interval::try_from(<$ty>::try_from(interval).unwrap()).unwrap(), interval);
                }
                assert_eq!(<$ty>::try_from(Interval::days(-1)).unwrap(), <$ty>::try_from(Interval::hours(-24)).unwrap());
                assert!(<$ty>::try_from(Interval::months(1)).is_err());
                assert!(Interval::try_from($nanos(-1)).is_err());
            )* };
        }
        each! {
            chrono::TimeDelta, chrono::TimeDelta::nanoseconds;
            time::Duration, time::Duration::nanoseconds;
            jiff::SignedDuration, jiff::SignedDuration::from_nanos;
        }
    }
}
